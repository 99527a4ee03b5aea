using System.Text.Json.Nodes;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Ctrl+C while the server is at work on what it was asked.</summary>
public sealed class InterruptTests : IAsyncLifetime
{
    private const int SigTerm = 15;

    private readonly ToolHome _home = new();
    private readonly HeldServer _server = new();
    private readonly FileTokenStore _store;

    public InterruptTests() => _store = new FileTokenStore(_home.StoreFolder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [Trait("Invariant", "11")]
    [InlineData("refresh", 2)]
    [InlineData("token", 2)]
    [InlineData("refresh", SigTerm)]
    public async Task Invariant_11_a_refresh_whose_request_has_begun_is_stored_before_the_process_ends(string command, int signal)
    {
        await SignInAsync("default");
        await using var tool = ToolProcess.StartInterruptible(_home, command, "local");
        await _server.Asked.WaitAsync(Cancellation);

        tool.Signal(signal);
        await tool.WaitForErrorLineAsync(line => line.Contains("Ctrl+C again ends at once", StringComparison.Ordinal));
        _server.Release();

        (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);
        Assert.Equal("new-refresh", (await _store.GetAsync(Key("default"), Cancellation))!.RefreshToken!.Reveal());
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_at_once_and_says_so()
    {
        await SignInAsync("default");
        await using var tool = ToolProcess.StartInterruptible(_home, "refresh", "local");
        await _server.Asked.WaitAsync(Cancellation);

        tool.Interrupt();
        await tool.WaitForErrorLineAsync(line => line.Contains("Ctrl+C again ends at once", StringComparison.Ordinal));
        tool.Interrupt();

        Assert.Contains("Ended at once", (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted).Error, StringComparison.Ordinal);
        Assert.Equal("old", (await _store.GetAsync(Key("default"), Cancellation))!.RefreshToken!.Reveal());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_of_all_stops_before_the_next_and_tells_which_are_left(bool asJson)
    {
        foreach (var account in (string[])["one", "three", "two"])
        {
            await SignInAsync(account);
        }

        string[] arguments = ["logout", "local", "--all", .. asJson ? (string[])["--json"] : []];
        await using var tool = ToolProcess.StartInterruptible(_home, arguments);
        await _server.Asked.WaitAsync(Cancellation);
        tool.Interrupt();
        await tool.WaitForErrorLineAsync(line => line.Contains("Ctrl+C again ends at once", StringComparison.Ordinal));
        _server.Release();
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);

        Assert.Equal(["three", "two"], (await _store.ListAsync(cancellationToken: Cancellation)).Select(entry => entry.Key.Account));
        Assert.Contains("Not signed out of 'local' as 'two'", result.Error, StringComparison.Ordinal);
        if (asJson)
        {
            Assert.Equal("cancelled", result.Json.GetProperty("outcome").GetString());
            Assert.Equal(
                [("one", "removed", "revoked"), ("three", "kept", "not_tried"), ("two", "kept", "not_tried")],
                JsonNode.Parse(result.Output)!["entries"]!.AsArray().Select(entry => (entry!["account"]!.GetValue<string>(), entry["entry"]!.GetValue<string>(), entry["revocation"]!.GetValue<string>())));
        }
    }

    [Fact]
    public async Task Signing_out_of_all_mentions_what_is_damaged_and_does_not_succeed()
    {
        _server.Release();
        await SignInAsync("one");
        var damaged = Path.Combine(_home.StoreFolder, $"local-{new string('0', 32)}.json");
        await File.WriteAllTextAsync(damaged, "{", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(damaged, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var result = (await ToolProcess.RunAsync(_home, "logout", "local", "--all")).ShouldExitWith(ExitCodes.Failed);

        Assert.Contains(damaged, result.Error, StringComparison.Ordinal);
        Assert.Empty(await _store.ListAsync(cancellationToken: Cancellation));
    }

    private TokenKey Key(string account) => new() { Provider = "local", Issuer = _server.Issuer, ClientId = "client", Account = account };

    private async Task SignInAsync(string account) => await _store.SetAsync(
        Key(account),
        new TokenSet
        {
            AccessToken = new Secret("old"),
            RefreshToken = new Secret("old"),
            ObtainedAt = TimeProvider.System.GetUtcNow().AddHours(-2),
            ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(-1),
        },
        Cancellation);
}
