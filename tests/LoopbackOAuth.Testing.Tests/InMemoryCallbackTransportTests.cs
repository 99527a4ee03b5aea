using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class InMemoryCallbackTransportTests
{
    private readonly InMemoryCallbackTransport _transport = new();
    private readonly PendingAuthorization _pending = new(new Secret("right"), IssuerExpectation.Unknown);

    [Fact]
    public async Task A_response_is_judged_by_the_sign_in_that_waits()
    {
        await using InMemoryCallbackSession session = await OpenAsync(new());
        Task<CallbackVerdict> early = session.DeliverAsync("?code=c&state=wrong", Cancellation);
        Assert.False(early.IsCompleted);
        using var wait = new CancellationTokenSource();

        Task run = session.RunAsync(_pending, wait.Token);

        Assert.Equal(CallbackVerdict.Refused(CallbackRefusal.StateMismatch), await early);
        Assert.Equal(CallbackVerdict.Accepted, await session.DeliverAsync("code=c&state=right", Cancellation));
        Assert.Equal(CallbackVerdict.Repeated, await session.DeliverAsync("?code=c&state=right", Cancellation));
        AuthorizationResponse response = await _pending.Response;
        Assert.Equal(("memory", CallbackChannel.Redirect), (response.Transport, response.Channel));
        _pending.Settle(CallbackPageKind.Success);
        Assert.Equal(CallbackPageKind.Success, await session.WaitForPageAsync(Cancellation));
        Assert.False(run.IsCompleted);

        await wait.CancelAsync();
        await run;
        Assert.Equal(CallbackVerdict.Refused(CallbackRefusal.Closed), await session.DeliverAsync("code=c&state=right", Cancellation));
    }

    [Fact]
    public async Task A_disposed_session_takes_nothing_and_its_run_ends()
    {
        InMemoryCallbackSession session = await OpenAsync(new());
        Task run = session.RunAsync(_pending, Cancellation);

        await session.DisposeAsync();
        await run;

        Assert.Equal(CallbackVerdict.Refused(CallbackRefusal.Closed), await session.DeliverAsync("code=c&state=right", Cancellation));
        Assert.False(_pending.Response.IsCompleted);
        Assert.True(session.IsDisposed);
    }

    [Fact]
    public async Task A_session_that_nobody_ran_ends_a_delivery_when_it_is_disposed()
    {
        InMemoryCallbackSession session = await OpenAsync(new());
        Task<CallbackVerdict> delivery = session.DeliverAsync("code=c&state=right", Cancellation);

        await session.DisposeAsync();

        Assert.Equal(CallbackVerdict.Refused(CallbackRefusal.Closed), await delivery);
    }

    public static TheoryData<RedirectRule, string> Rules => new()
    {
        { new RedirectRule { Port = PortPolicy.Exact(43827) }, "http://127.0.0.1:43827/callback" },
        { new RedirectRule { Port = PortPolicy.Preferred(56121), Host = LoopbackHost.IPv6, Path = "/a?b=c" }, "http://[::1]:56121/a?b=c" },
        { new RedirectRule { Port = PortPolicy.AnyOf(7000, 7001), Host = LoopbackHost.Localhost }, "http://localhost:7000/callback" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_redirect_URI_follows_the_rule(RedirectRule rule, string expected)
    {
        await using InMemoryCallbackSession session = await OpenAsync(rule);

        Assert.Equal(expected, session.RedirectUri.OriginalString);
    }

    [Fact]
    public async Task Ephemeral_ports_differ_and_a_fixed_redirect_URI_is_kept()
    {
        await using InMemoryCallbackSession first = await OpenAsync(new());
        await using InMemoryCallbackSession second = await OpenAsync(new());
        var given = new Uri("http://127.0.0.1:1234/x");
        await using ICallbackSession third = await _transport.OpenAsync(new() { Redirect = new(), RedirectUri = given }, Cancellation);

        Assert.NotEqual(first.RedirectUri, second.RedirectUri);
        Assert.Same(given, third.RedirectUri);
        Assert.Equal(3, _transport.Sessions.Count);
        Assert.Same(first, await _transport.Opened);
    }

    [Fact]
    public async Task It_fails_to_open_when_told_to()
    {
        _transport.Failure = new CallbackTransportException(CallbackTransportError.PortInUse, "Busy.", "Wait.", 43827);

        Assert.Same(_transport.Failure, await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(new())));
    }

    private async Task<InMemoryCallbackSession> OpenAsync(RedirectRule rule) =>
        (InMemoryCallbackSession)await _transport.OpenAsync(new() { Redirect = rule }, Cancellation);
}
