using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class BrowserBehaviourTests : IAsyncDisposable
{
    private readonly TestAuthorizationServer _server = new();
    private readonly StubListener _listener = new();

    private Uri AuthorizationUri => new(_server.AuthorizeUrl(("redirect_uri", $"http://127.0.0.1:{_listener.Port}/callback")));

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _server.DisposeAsync();
    }

    public static TheoryData<string, string> Extras => new()
    {
        { nameof(BrowserBehaviour.PrefetchFirst), "Sec-Purpose: prefetch\r\n" },
        { nameof(BrowserBehaviour.HeadFirst), "HEAD /callback?code=" },
        { nameof(BrowserBehaviour.OptionsFirst), "Access-Control-Request-Private-Network: true\r\n" },
        { nameof(BrowserBehaviour.WrongStateFirst), "GET /callback?code=not-the-code&state=" },
        { nameof(BrowserBehaviour.ErrorWithoutStateFirst), "GET /callback?error=access_denied" },
        { nameof(BrowserBehaviour.Favicon), "GET /favicon.ico HTTP/1.1\r\n" },
    };

    [Theory]
    [MemberData(nameof(Extras))]
    public async Task It_does_something_else_before_the_genuine_callback(string behaviour, string expected)
    {
        await using ScriptedBrowser browser = Browser(Named(behaviour));

        BrowserPage page = await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.Contains(expected, _listener.Requests[0], StringComparison.Ordinal);
        Assert.Equal(Named(behaviour).Kind, browser.Pages[0].Cause);
        Assert.Null(page.Cause);
        Assert.Same(page, browser.Pages[1]);
        Assert.StartsWith("GET /callback?code=", _listener.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_state_differs_from_the_right_one_and_is_as_long()
    {
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.WrongStateFirst);

        await browser.VisitAsync(AuthorizationUri, Cancellation);

        string[] states = [.. _listener.Requests.Select(request => request.Split("state=")[1].Split('&')[0])];
        Assert.NotEqual(states[0], states[1]);
        Assert.Equal(states[0].Length, states[1].Length);
    }

    [Fact]
    public async Task It_delivers_twice_at_the_same_time()
    {
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.DoubleDelivery);

        await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.Equal(2, _listener.Requests.Count);
        Assert.Equal(_listener.Requests[0], _listener.Requests[1]);
    }

    [Fact]
    public async Task It_reloads_after_the_page()
    {
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.Reload);

        await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.Equal([null, BrowserBehaviourKind.Reload], browser.Pages.Select(page => page.Cause));
        Assert.Equal(_listener.Requests[0], _listener.Requests[1]);
    }

    [Fact]
    public async Task It_opens_idle_connections_first_and_closes_them_in_the_end()
    {
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.IdleConnections(20));

        BrowserPage page = await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.Equal(200, page.Status);
        Assert.Equal(21, _listener.ConnectionCount);
        Assert.Single(_listener.Requests);
        Assert.Throws<ArgumentOutOfRangeException>(() => BrowserBehaviour.IdleConnections(0));
    }

    [Theory]
    [InlineData(nameof(BrowserBehaviour.NeverCallsBack), true, 303)]
    [InlineData(nameof(BrowserBehaviour.NeverCallsBack), false, 303)]
    [InlineData(nameof(BrowserBehaviour.StopsAtConsent), false, 200)]
    public async Task A_user_who_walks_away_delivers_nothing(string behaviour, bool autoConsent, int lastStatus)
    {
        await using var server = new TestAuthorizationServer(new() { AutoConsent = autoConsent });
        await using var browser = new ScriptedBrowser(server.CreateHandler()) { Behaviours = [Named(behaviour)] };

        BrowserPage page = await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.Equal(0, _listener.ConnectionCount);
        Assert.Equal(lastStatus == 303 ? "The user closed the tab." : null, page.Failure);
        Assert.Equal(lastStatus == 303 && !autoConsent ? 2 : 1, server.Requests.Count);
    }

    [Theory]
    [InlineData(null, "code=")]
    [InlineData(nameof(BrowserBehaviour.Denies), "error=access_denied")]
    public async Task The_user_answers_a_consent_page(string? behaviour, string answer)
    {
        await using var server = new TestAuthorizationServer(new() { AutoConsent = false });
        await using var browser = new ScriptedBrowser(server.CreateHandler()) { Behaviours = behaviour is null ? [] : [Named(behaviour)] };

        await browser.VisitAsync(AuthorizationUri, Cancellation);

        Assert.StartsWith($"GET /callback?{answer}", Assert.Single(_listener.Requests), StringComparison.Ordinal);
        Assert.Equal(["GET", "POST"], server.Requests.Select(request => request.Method));
    }

    private static BrowserBehaviour Named(string name) => (BrowserBehaviour)typeof(BrowserBehaviour).GetProperty(name)!.GetValue(null)!;

    private ScriptedBrowser Browser(params BrowserBehaviour[] behaviours) => new(_server.CreateHandler()) { Behaviours = behaviours };
}
