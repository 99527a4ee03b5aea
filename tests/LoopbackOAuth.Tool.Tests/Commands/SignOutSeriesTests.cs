using LoopbackOAuth.Protocol;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Tests.Commands;

public sealed class SignOutSeriesTests
{
    private static readonly TokenKey[] Keys = [Entries.Key("one"), Entries.Key("two"), Entries.Key("three")];

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _signedOut = [];
    private readonly List<string> _told = [];

    [Fact]
    public async Task Each_is_signed_out_and_told_in_turn()
    {
        IReadOnlyList<SignOutStep> steps = await RunAsync((key, _) => Task.FromResult(Result(key)), TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two", "three"], _told);
        Assert.All(steps, step => Assert.False(step.IsLeft));
        Assert.Equal(0, LogoutCommand.Code(steps, [], wasInterrupted: false));
    }

    [Fact]
    public async Task Interrupted_it_ends_the_one_under_way_and_touches_no_other()
    {
        using CancellationTokenSource interrupt = new();

        IReadOnlyList<SignOutStep> steps = await RunAsync(
            (key, token) =>
            {
                interrupt.Cancel();
                Assert.False(token.IsCancellationRequested);
                return Task.FromResult(Result(key));
            },
            interrupt.Token);

        Assert.Equal(["one"], _signedOut);
        Assert.Equal([false, true, true], steps.Select(step => step.IsLeft));
        Assert.Equal(130, LogoutCommand.Code(steps, [], wasInterrupted: true));
    }

    [Fact]
    public async Task Interrupted_a_revocation_that_hangs_has_some_seconds_and_no_more()
    {
        using CancellationTokenSource interrupt = new();
        TaskCompletionSource begun = new();
        Task<IReadOnlyList<SignOutStep>> run = RunAsync(
            async (key, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return Result(key);
            },
            interrupt.Token);
        await begun.Task;
        await interrupt.CancelAsync();
        Assert.False(run.IsCompleted);

        _clock.Advance(SignOutSeries.Grace);
        IReadOnlyList<SignOutStep> steps = await run;

        Assert.Equal([true, false, false], steps.Select(step => step.WasBegun));
        Assert.All(steps, step => Assert.True(step.IsLeft));
    }

    [Theory]
    [InlineData(EntryRemoval.Removed, TokenRevocation.Failed)]
    [InlineData(EntryRemoval.Failed, TokenRevocation.Revoked)]
    public async Task What_fails_stops_before_the_next_which_could_not_be_revoked_later(EntryRemoval removal, TokenRevocation revocation)
    {
        IReadOnlyList<SignOutStep> steps = await RunAsync((key, _) => Task.FromResult(Result(key, removal, revocation)), TestContext.Current.CancellationToken);

        Assert.Equal(["one"], _signedOut);
        Assert.Equal(1, LogoutCommand.Code(steps, [], wasInterrupted: false));
    }

    [Fact]
    public async Task A_server_without_revocation_stops_nothing()
    {
        IReadOnlyList<SignOutStep> steps = await RunAsync(
            (key, _) => Task.FromResult(Result(key, revocation: TokenRevocation.NotSupported)), TestContext.Current.CancellationToken);

        Assert.Equal(3, _signedOut.Count);
        Assert.Equal(0, LogoutCommand.Code(steps, [], wasInterrupted: false));
    }

    [Fact]
    public void One_failed_revocation_alone_is_a_warning_and_damage_is_left_behind()
    {
        SignOutStep[] steps = [new(Keys[0], Result(Keys[0], revocation: TokenRevocation.Failed), WasBegun: true)];
        DamagedTokenEntry damaged = new("id", "/somewhere", new TokenStoreException("store_corrupt", "It is damaged.", "Remove it."));

        Assert.Equal(0, LogoutCommand.Code(steps, [], wasInterrupted: false));
        Assert.Equal(1, LogoutCommand.Code(steps, [damaged], wasInterrupted: false));
    }

    private static SignOutResult Result(TokenKey key, EntryRemoval removal = EntryRemoval.Removed, TokenRevocation revocation = TokenRevocation.Revoked) => new()
    {
        Key = key,
        Removal = removal,
        Revocation = revocation,
        RevocationError = revocation is TokenRevocation.Failed ? new OAuthError { Code = "network_error" } : null,
    };

    private Task<IReadOnlyList<SignOutStep>> RunAsync(Func<TokenKey, CancellationToken, Task<SignOutResult>> signOut, CancellationToken cancellationToken) => new SignOutSeries(
        (key, token) =>
        {
            _signedOut.Add(key.Account);
            return signOut(key, token);
        },
        _clock).RunAsync(Keys, result => _told.Add(result.Key.Account), cancellationToken);
}
