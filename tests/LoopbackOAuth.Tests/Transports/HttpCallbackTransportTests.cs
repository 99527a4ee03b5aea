using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>What every HTTP transport must do alike.</summary>
public abstract class HttpCallbackTransportTests : IDisposable
{
    private const string State = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";
    private protected const string Genuine = $"?code=the-code&state={State}";

    private readonly CancellationTokenSource _stop = new();

    private protected CancellationToken StopToken => _stop.Token;

    protected abstract ICallbackTransport NewTransport();

    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Receives_the_response_leads_the_browser_on_at_once_and_shows_the_page_only_when_the_end_is_known()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);

        string redirect = await RawClient.ExchangeAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, Genuine, RawClient.Navigation));
        Assert.Equal(303, RawClient.StatusOf(redirect));
        Assert.Equal("0", RawClient.FieldOf(redirect, "Content-Length"));
        Assert.Equal("no-store", RawClient.FieldOf(redirect, "Cache-Control"));
        Assert.Equal("no-referrer", RawClient.FieldOf(redirect, "Referrer-Policy"));
        Assert.Null(RawClient.FieldOf(redirect, "Vary"));
        AuthorizationResponse response = await pending.Response.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("the-code", response.Code!.Reveal());
        Assert.Equal(CallbackChannel.Redirect, response.Channel);
        Assert.Equal(NewTransport().Name, response.Transport);

        Task<string> page = RawClient.ShowAsync(session.RedirectUri, RawClient.LocationOf(redirect));
        Assert.NotSame(page, await Task.WhenAny(page, RawClient.ExchangeAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, ""))));
        pending.Settle(CallbackPageKind.Success);
        string reply = await page;
        Assert.Equal(200, RawClient.StatusOf(reply));
        Assert.Contains("You are signed in", reply, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", reply, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Connection: close", reply, StringComparison.OrdinalIgnoreCase);
        await StopAsync(run);
    }

    [Theory]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback? HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state=wrong HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state= HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state={state}&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state=wrong&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?error=access_denied HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?error=access_denied&state=wrong HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("HEAD /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 204)]
    [InlineData("OPTIONS /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://a.example\r\nAccess-Control-Request-Private-Network: true\r\n\r\n", 204)]
    [InlineData("POST /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: evil.example\r\n\r\n", 0)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", 421)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", 0)]
    [InlineData("GET http://evil.example/callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 0)]
    [InlineData("GET //callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 0)]
    [InlineData("GET /callback/?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /%63allback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /callback;x?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /CALLBACK?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /a/../callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /callback?code=%zz&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=%0d%0aSet-Cookie:x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=%C0%AF&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nSec-Purpose: prefetch\r\n\r\n", 204)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nPurpose: preview\r\n\r\n", 204)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nX-Moz: prefetch\r\n\r\n", 204)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nSec-Purpose: prefetch;prerender\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n", 204)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\r\n", 403)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n", 403)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://a.example\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n\r\n", 403)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 400)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nabcde", 400)]
    [InlineData("TRACE /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 405)]
    [InlineData("PUT /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("GET /result/00000000000000000000000000000000 HTTP/1.1\r\nHost: {host}\r\n\r\n", 404)]
    [InlineData("GET /callback?code={20k}&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n", 414)]
    [InlineData("GET /callback?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nX: {20k}\r\n\r\n", 431)]
    public async Task A_request_that_is_not_the_response_is_answered_and_the_wait_goes_on(string request, int status)
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);
        request = request.Replace("{host}", session.RedirectUri.Authority, StringComparison.Ordinal).Replace("{state}", State, StringComparison.Ordinal).Replace("{20k}", new string('x', 20_000), StringComparison.Ordinal);

        string reply = await RawClient.ExchangeAsync(session.RedirectUri, request);
        if (status != 0)
        {
            // 0 stands for a refusal whose number is HttpListener's own, or whose connection is closed at once.
            Assert.Equal(status, RawClient.StatusOf(reply));
        }

        Assert.NotEqual(200, RawClient.StatusOf(reply));
        Assert.DoesNotContain(State, reply, StringComparison.Ordinal);
        Assert.False(pending.Response.IsCompleted);
        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    public async Task Noise_of_other_protocols_and_broken_peers_does_not_disturb()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);

        using RawClient silent = await RawClient.ConnectAsync(session.RedirectUri);
        using RawClient half = await RawClient.ConnectAsync(session.RedirectUri);
        await half.SendAsync("GET /callb");
        using RawClient reset = await RawClient.ConnectAsync(session.RedirectUri);
        reset.Reset();
        using RawClient tls = await RawClient.ConnectAsync(session.RedirectUri);
        await tls.SendAsync([0x16, 0x03, 0x01, 0x00, 0xA5, 0x01, 0x00, 0x00, 0xA1, 0x03, 0x03]);
        using RawClient http2 = await RawClient.ConnectAsync(session.RedirectUri);
        await http2.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        Assert.Equal(0, pending.RefusedCount);

        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Idle_connections_are_finite_and_do_not_starve_the_response()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);
        List<RawClient> idle = [];
        for (int count = 0; count < 64; count++)
        {
            idle.Add(await RawClient.ConnectAsync(session.RedirectUri));
        }

        try
        {
            await GenuineSucceedsAsync(session, pending, run);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Peers_that_never_end_their_head_do_not_starve_the_response()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);
        List<RawClient> slow = [];
        for (int count = 0; count < 64; count++)
        {
            slow.Add(await RawClient.ConnectAsync(session.RedirectUri));
            await slow[^1].SendAsync("GET /callback?code=");
        }

        try
        {
            await GenuineSucceedsAsync(session, pending, run);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task A_form_whose_body_never_comes_does_not_hold_up_the_end()
    {
        await using ICallbackSession session = await OpenAsync(acceptFormPost: true);
        ListeningSockets listeners = ListeningSockets.On(session.RedirectUri);
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);
        using RawClient slow = await RawClient.ConnectAsync(session.RedirectUri);
        await slow.SendAsync($"POST /callback HTTP/1.1\r\nHost: {session.RedirectUri.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ncode=");
        Assert.Equal(404, RawClient.StatusOf(await RawClient.ShowAsync(session.RedirectUri, "/")));
        await _stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        await RawClient.ShouldBeRefusedAsync(session.RedirectUri, listeners);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Peers_that_got_their_answer_and_do_not_hang_up_do_not_starve_the_response()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, _stop.Token);
        List<RawClient> lingering = [];
        for (int count = 0; count < 48; count++)
        {
            RawClient client = await RawClient.ConnectAsync(session.RedirectUri);
            lingering.Add(client);
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: {session.RedirectUri.Authority}\r\n\r\n");
            await client.ReadToEndAsync();
        }

        try
        {
            await GenuineSucceedsAsync(session, pending, run);
        }
        finally
        {
            lingering.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task The_response_may_arrive_byte_by_byte()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        pending.Settle(CallbackPageKind.Success);
        Task run = session.RunAsync(pending, _stop.Token);
        using RawClient client = await RawClient.ConnectAsync(session.RedirectUri);
        foreach (char character in RawClient.Get(session.RedirectUri, Genuine))
        {
            await client.SendAsync(character.ToString());
        }

        string redirect = await client.ReadToEndAsync();
        Assert.Equal(303, RawClient.StatusOf(redirect));
        Assert.True(pending.Response.IsCompleted);
        Assert.Equal(200, RawClient.StatusOf(await RawClient.ShowAsync(session.RedirectUri, RawClient.LocationOf(redirect))));
        await StopAsync(run);
    }

    [Fact]
    [Trait("Invariant", "3")]
    public async Task A_reload_shows_the_same_page_and_counts_once()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        pending.Settle(CallbackPageKind.Success);
        Task run = session.RunAsync(pending, _stop.Token);
        string first = await RawClient.VisitAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, Genuine));
        string second = await RawClient.VisitAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, Genuine));
        Assert.Equal(200, RawClient.StatusOf(first));
        Assert.Equal(200, RawClient.StatusOf(second));
        Assert.Equal(0, pending.RefusedCount);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_form_post_delivers_when_it_was_asked_for()
    {
        await using ICallbackSession session = await OpenAsync(acceptFormPost: true);
        PendingAuthorization pending = New();
        pending.Settle(CallbackPageKind.Success);
        Task run = session.RunAsync(pending, _stop.Token);
        string body = Genuine[1..];
        string reply = await RawClient.VisitAsync(
            session.RedirectUri,
            $"POST /callback HTTP/1.1\r\nHost: {session.RedirectUri.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\nOrigin: null\r\n\r\n{body}");
        Assert.Equal(200, RawClient.StatusOf(reply));
        Assert.Equal(CallbackChannel.FormPost, (await pending.Response).Channel);
        await StopAsync(run);
    }

    [Fact]
    [Trait("Invariant", "6")]
    public async Task The_listener_is_gone_after_the_end_and_after_dispose()
    {
        ICallbackSession ended = await OpenAsync();
        ListeningSockets listeners = ListeningSockets.On(ended.RedirectUri);
        Task run = ended.RunAsync(New(), _stop.Token);
        await StopAsync(run);
        await RawClient.ShouldBeRefusedAsync(ended.RedirectUri, listeners);
        await ended.DisposeAsync();

        ICallbackSession neverRun = await OpenAsync();
        listeners = ListeningSockets.On(neverRun.RedirectUri);
        await neverRun.DisposeAsync();
        await neverRun.DisposeAsync();
        await RawClient.ShouldBeRefusedAsync(neverRun.RedirectUri, listeners);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Bound_to_loopback_only_an_exact_port_that_is_busy_is_an_error_with_a_remedy()
    {
        using Socket holder = Hold(out int port);
        CallbackTransportException exception = await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(PortPolicy.Exact(port)));
        Assert.Equal(CallbackTransportError.PortInUse, exception.Error);
        Assert.Equal(port, exception.Port);
        Assert.Contains($"{port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("manual paste", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task A_preferred_port_may_move_and_the_redirect_uri_names_the_port_really_bound()
    {
        using Socket holder = Hold(out int port);
        await using ICallbackSession session = await OpenAsync(PortPolicy.Preferred(port));
        Assert.NotEqual(port, session.RedirectUri.Port);
        Assert.Equal($"http://127.0.0.1:{session.RedirectUri.Port}/callback", session.RedirectUri.OriginalString);
        using RawClient client = await RawClient.ConnectAsync(session.RedirectUri);
    }

    [Fact]
    public async Task Of_a_list_of_ports_the_first_free_one_is_taken_and_none_outside_it()
    {
        using Socket first = Hold(out int one);
        using Socket second = Hold(out int two);
        second.Dispose();
        await using (ICallbackSession session = await OpenAsync(PortPolicy.AnyOf(one, two)))
        {
            Assert.Equal(two, session.RedirectUri.Port);
            CallbackTransportException exception = await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(PortPolicy.AnyOf(one, two)));
            Assert.Equal(CallbackTransportError.PortInUse, exception.Error);
        }
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Exclusively_nobody_else_can_bind_what_is_held()
    {
        await using ICallbackSession session = await OpenAsync();
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<SocketException>(() =>
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, session.RedirectUri.Port));
            other.Listen();
        });
    }

    private protected static PendingAuthorization New() => new(new Secret(State), IssuerExpectation.Unknown);

    private protected async Task<ICallbackSession> OpenAsync(PortPolicy? port = null, LoopbackHost host = LoopbackHost.IPv4, bool acceptFormPost = false) =>
        await NewTransport().OpenAsync(
            new CallbackSessionOptions { Redirect = new RedirectRule { Host = host, Port = port ?? PortPolicy.Ephemeral }, AcceptFormPost = acceptFormPost },
            TestContext.Current.CancellationToken);

    private protected async Task GenuineSucceedsAsync(ICallbackSession session, PendingAuthorization pending, Task run, IPAddress? address = null)
    {
        pending.Settle(CallbackPageKind.Success);
        string page = await RawClient.VisitAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, Genuine, RawClient.Navigation), address);
        Assert.Equal(200, RawClient.StatusOf(page));
        Assert.Contains("You are signed in", page, StringComparison.Ordinal);
        Assert.True(pending.Response.IsCompleted);
        await StopAsync(run);
    }

    /// <summary>Ends a sign-in whose browser is not shown its page any more.</summary>
    private protected async Task StopAsync(Task run, ICallbackSession session)
    {
        await session.DisposeAsync();
        await StopAsync(run);
    }

    private protected async Task StopAsync(Task run)
    {
        await _stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private protected static Socket Hold(out int port)
    {
        Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        return holder;
    }
}
