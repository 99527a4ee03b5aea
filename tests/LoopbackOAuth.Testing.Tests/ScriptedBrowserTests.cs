using System.Net;
using System.Net.Sockets;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class ScriptedBrowserTests : IAsyncDisposable
{
    private readonly TestAuthorizationServer _server = new();
    private readonly StubListener _listener = new();

    private string RedirectTo => $"http://127.0.0.1:{_listener.Port}/callback";

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_follows_the_redirect_as_a_browser_navigates_and_keeps_the_page()
    {
        await using ScriptedBrowser browser = Browser();

        BrowserPage page = await browser.VisitAsync(AuthorizationUri(), Cancellation);

        Assert.Equal((200, "Hello!", null), (page.Status, page.Body, page.Cause));
        Assert.Equal("text/html", page.Header("content-type"));
        Assert.Same(page, Assert.Single(browser.Pages));
        string[] lines = Assert.Single(_listener.Requests).Split("\r\n");
        Assert.StartsWith("GET /callback?code=", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" HTTP/1.1", lines[0], StringComparison.Ordinal);
        Assert.Equal($"Host: 127.0.0.1:{_listener.Port}", lines[1]);
        Assert.Contains("Sec-Fetch-Mode: navigate", lines);
        Assert.Contains("Sec-Fetch-Dest: document", lines);
        Assert.Contains("Sec-Fetch-Site: cross-site", lines);
        Assert.DoesNotContain(page.Uri.Query, page.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_walks_over_the_network_too(bool autoConsent)
    {
        await using var server = new TestAuthorizationServer(new() { AutoConsent = autoConsent });
        await using HostedTestAuthorizationServer hosted = await server.StartAsync(Cancellation);
        await using var browser = new ScriptedBrowser();

        BrowserPage page = await browser.VisitAsync(new Uri(server.AuthorizeUrl(("redirect_uri", RedirectTo))), Cancellation);

        Assert.Equal((200, null), (page.Status, page.Cause));
        Assert.StartsWith("GET /callback?code=", Assert.Single(_listener.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launching_returns_at_once_and_the_script_completes_in_the_background()
    {
        await using ScriptedBrowser browser = Browser();

        Assert.True(await browser.LaunchAsync(AuthorizationUri(), Cancellation));

        Assert.Equal(200, (await browser.Completion.WaitAsync(Cancellation)).Status);
        Assert.Equal([AuthorizationUri()], browser.LaunchedUris);
    }

    [Fact]
    public async Task A_host_without_a_browser_launches_nothing()
    {
        await using var browser = new ScriptedBrowser(_server.CreateHandler()) { CanLaunch = false };

        Assert.False(await browser.LaunchAsync(AuthorizationUri(), Cancellation));

        Assert.Single(browser.LaunchedUris);
        Assert.Equal(0, _server.AuthorizationRequestCount);
    }

    [Theory]
    [InlineData("http://auth.example.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public async Task It_does_not_open_what_a_browser_launcher_may_not(string uri)
    {
        await using ScriptedBrowser browser = Browser();

        await Assert.ThrowsAsync<ArgumentException>(() => browser.LaunchAsync(new Uri(uri), Cancellation).AsTask());
    }

    [Fact]
    public async Task The_callback_URL_can_be_had_without_being_delivered()
    {
        await using ScriptedBrowser browser = Browser();

        Uri callback = await browser.FollowToRedirectAsync(AuthorizationUri(), Cancellation);

        Assert.StartsWith(RedirectTo + "?code=", callback.OriginalString, StringComparison.Ordinal);
        Assert.Equal(0, _listener.ConnectionCount);
        Assert.Equal(200, (await browser.DeliverAsync(callback, Cancellation)).Status);
        Assert.StartsWith($"GET {callback.OriginalString[callback.OriginalString.IndexOf("/callback", StringComparison.Ordinal)..]} HTTP/1.1\r\n", Assert.Single(_listener.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_server_that_leads_nowhere_is_shown()
    {
        await using ScriptedBrowser browser = Browser();
        var refused = new Uri(_server.AuthorizeUrl(("redirect_uri", "https://evil.example/")));

        BrowserPage page = await browser.VisitAsync(refused, Cancellation);

        Assert.Equal(400, page.Status);
        Assert.Contains("not registered", page.Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.FollowToRedirectAsync(refused, Cancellation));
    }

    [Fact]
    public async Task A_closed_port_is_a_page_that_failed()
    {
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.IdleConnections(1), BrowserBehaviour.Favicon);

        BrowserPage page = await browser.VisitAsync(AuthorizationUri($"http://127.0.0.1:{port}/callback"), Cancellation);

        Assert.Equal((0, "The connection was refused."), (page.Status, page.Failure));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 200, "abcde")]
    [InlineData("HTTP/1.0 404 Not Found\r\n\r\ngone", 404, "gone")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n\r\n", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", 0, "")]
    public async Task It_reads_replies_as_a_browser_does(string reply, int status, string body)
    {
        await using var listener = new StubListener(reply);
        await using ScriptedBrowser browser = Browser();

        BrowserPage page = await browser.DeliverAsync(new Uri($"http://127.0.0.1:{listener.Port}/"), Cancellation);

        Assert.Equal((status, body), (page.Status, page.Body));
        Assert.Equal(status == 0, page.Failure is not null);
    }

    [Theory]
    [InlineData("303 See Other")]
    [InlineData("302 Found")]
    public async Task It_goes_where_the_listener_leads_it_as_a_browser_does(string status)
    {
        await using var listener = new StubListener($"HTTP/1.1 {status}\r\nLocation: /clean\r\nContent-Length: 0\r\n\r\n", StubListener.Hello);
        await using ScriptedBrowser browser = Browser(BrowserBehaviour.Reload);

        BrowserPage page = await browser.VisitAsync(AuthorizationUri($"http://127.0.0.1:{listener.Port}/callback"), Cancellation);

        Assert.Equal((200, "Hello!", $"http://127.0.0.1:{listener.Port}/clean"), (page.Status, page.Body, page.Uri.OriginalString));
        string[] lines = listener.Requests[1].Split("\r\n");
        Assert.Equal("GET /clean HTTP/1.1", lines[0]);
        Assert.Equal(listener.Requests[0].Split("\r\n")[1..], lines[1..]);
        Assert.StartsWith("GET /clean HTTP/1.1\r\n", listener.Requests[2], StringComparison.Ordinal);
        Assert.Equal([null, BrowserBehaviourKind.Reload], browser.Pages.Select(shown => shown.Cause));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/x")]
    [InlineData("https://evil.example/")]
    public async Task It_is_led_to_no_other_authority(string location)
    {
        await using var listener = new StubListener($"HTTP/1.1 303 See Other\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        await using ScriptedBrowser browser = Browser();

        BrowserPage page = await browser.DeliverAsync(new Uri($"http://127.0.0.1:{listener.Port}/"), Cancellation);

        Assert.Equal((303, location), (page.Status, page.Header("Location")));
        Assert.Single(listener.Requests);
    }

    [Fact]
    public async Task It_is_not_led_round_in_circles()
    {
        await using var listener = new StubListener("HTTP/1.1 303 See Other\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        await using ScriptedBrowser browser = Browser();

        BrowserPage page = await browser.DeliverAsync(new Uri($"http://127.0.0.1:{listener.Port}/"), Cancellation);

        Assert.Equal("The listener redirects too often.", page.Failure);
        Assert.Equal(21, listener.Requests.Count);
    }

    [Theory]
    [InlineData("/callback?code=%2D%7e%41&x=%zz", "/callback?code=%2D%7e%41&x=%zz")]
    [InlineData("?code=c#fragment", "/?code=c")]
    [InlineData("", "/")]
    public async Task It_asks_for_the_text_it_was_sent_to(string sent, string target)
    {
        await using ScriptedBrowser browser = Browser();

        await browser.DeliverAsync(new Uri($"http://127.0.0.1:{_listener.Port}{sent}"), Cancellation);

        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Assert.Single(_listener.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_localhost_is_tried_over_both_families()
    {
        await using ScriptedBrowser browser = Browser();

        BrowserPage page = await browser.DeliverAsync(new Uri($"http://localhost:{_listener.Port}/callback"), Cancellation);

        Assert.Equal(200, page.Status);
        Assert.Contains($"\r\nHost: localhost:{_listener.Port}\r\n", _listener.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_connects_to_the_loopback_interface_only()
    {
        await using ScriptedBrowser browser = Browser();

        Assert.NotNull((await browser.DeliverAsync(new Uri("http://192.0.2.1/callback"), Cancellation)).Failure);
    }

    [Fact]
    public async Task Disposing_ends_a_script_that_waits()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var browser = new ScriptedBrowser(_server.CreateHandler());
        await browser.LaunchAsync(AuthorizationUri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/callback"), Cancellation);
        using TcpClient connected = await silent.AcceptTcpClientAsync(Cancellation);

        await browser.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => browser.Completion);
    }

    private ScriptedBrowser Browser(params BrowserBehaviour[] behaviours) => new(_server.CreateHandler()) { Behaviours = behaviours };

    private Uri AuthorizationUri(string? redirectUri = null) => new(_server.AuthorizeUrl(("redirect_uri", redirectUri ?? RedirectTo)));
}
