using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary>Sign-ins that end otherwise, and calls that cannot begin one.</summary>
public sealed class EndingTests(AuthorizationServerFixture fixture)
{
    [Theory]
    [InlineData("socket")]
    [InlineData("httplistener")]
    [Trait("Invariant", "6")]
    public async Task A_sign_in_that_times_out_ends_with_exit_code_3_and_a_closed_port(string transport)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var tool = ToolProcess.Start(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--transport", transport, "--timeout", "1", "--no-browser", "--json");

        var waitingUri = await tool.WaitingUriAsync();
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.TimedOut).ShouldBePlain();

        await LoopbackPort.ShouldBeClosedAsync(waitingUri);
        Assert.Equal("timed_out", result.Json.GetProperty("outcome").GetString());
        ShouldTellWhatToDo(result);
    }

    [Theory]
    [InlineData("socket")]
    [InlineData("httplistener")]
    [Trait("Invariant", "6")]
    public async Task An_interrupted_sign_in_ends_with_exit_code_130_and_a_closed_port(string transport)
    {
        var server = await fixture.StartedAsync();
        using var home = new ToolHome();
        await using var tool = ToolProcess.StartInterruptible(
            home, "login", "local", "--issuer", server.Issuer, "--client-id", AuthorizationServerProcess.PublicClient,
            "--transport", transport, "--no-browser", "--json");

        var waitingUri = await tool.WaitingUriAsync();
        tool.Interrupt();
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted).ShouldBePlain();

        await LoopbackPort.ShouldBeClosedAsync(waitingUri);
        Assert.Equal("cancelled", result.Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_unknown_provider_is_a_usage_error_that_names_a_near_match()
    {
        using var home = new ToolHome();

        var words = (await ToolProcess.RunAsync(home, "login", "spotfy", "--client-id", "x", "--no-browser")).ShouldExitWith(ExitCodes.Usage);
        var json = (await ToolProcess.RunAsync(home, "login", "spotfy", "--client-id", "x", "--no-browser", "--json")).ShouldExitWith(ExitCodes.Usage);

        Assert.Contains("'spotfy'", words.Error, StringComparison.Ordinal);
        Assert.Contains("'spotify'", words.Error, StringComparison.Ordinal);
        Assert.Equal("", words.Output);
        Assert.Equal("unknown_provider", json.Json.GetProperty("error").GetString());
        Assert.Contains("'spotify'", json.Json.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        ShouldTellWhatToDo(json);
    }

    [Fact]
    public async Task A_missing_client_id_is_a_usage_error_that_names_the_option()
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, "login", "local", "--issuer", "https://login.example.org", "--no-browser", "--json"))
            .ShouldExitWith(ExitCodes.Usage);

        ShouldTellWhatToDo(result);
        Assert.Contains("client id", result.Output.Replace("--client-id", "client id", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_missing_secret_variable_is_a_usage_error_that_names_it()
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(
            home, "login", "local", "--issuer", "https://login.example.org", "--client-id", "x", "--client-secret-env", "NO_SUCH_VARIABLE", "--json"))
            .ShouldExitWith(ExitCodes.Usage);

        Assert.Contains("NO_SUCH_VARIABLE", result.Json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        ShouldTellWhatToDo(result);
    }

    [Fact]
    public async Task An_unknown_option_is_a_usage_error()
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, "login", "local", "--no-such-option")).ShouldExitWith(ExitCodes.Usage);

        Assert.Contains("--no-such-option", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_that_says_so()
    {
        var place = $"127.0.0.1:{LoopbackPort.Free()}";
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, "login", "local", "--issuer", $"http://{place}", "--client-id", "x", "--no-browser", "--json"))
            .ShouldExitWith(ExitCodes.Failed)
            .ShouldBePlain();

        Assert.Contains(place, result.Json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        ShouldTellWhatToDo(result);
    }

    [Fact]
    public async Task A_provider_that_needs_no_loopback_says_what_to_use()
    {
        using var home = new ToolHome();

        var result = await ToolProcess.RunAsync(home, "login", "anthropic", "--client-id", "x", "--no-browser", "--json");

        Assert.Contains(result.ExitCode, (int[])[ExitCodes.Failed, ExitCodes.Usage]);
        Assert.Contains("anthropic", result.Json.GetProperty("error_description").GetString(), StringComparison.OrdinalIgnoreCase);
        ShouldTellWhatToDo(result);
    }

    [Fact]
    public async Task A_token_that_nobody_signed_in_for_is_a_failure_with_an_empty_standard_output()
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, "token", "spotify")).ShouldExitWith(ExitCodes.SignInRequired).ShouldBePlain();

        Assert.Equal("", result.Output);
        Assert.Contains("login", result.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static void ShouldTellWhatToDo(ToolResult result)
    {
        var json = result.Json;
        Assert.All((string[])["error", "error_description", "remedy"], name => Assert.NotEqual("", json.GetProperty(name).GetString()!.Trim()));
    }
}
