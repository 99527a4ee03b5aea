using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class SocketCallbackTransportTests : HttpCallbackTransportTests
{
    protected override ICallbackTransport NewTransport() => new SocketCallbackTransport();

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Localhost_means_both_families_on_one_port()
    {
        await using ICallbackSession session = await OpenAsync(host: LoopbackHost.Localhost);
        Assert.StartsWith("http://localhost:", session.RedirectUri.OriginalString, StringComparison.Ordinal);
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        foreach (IPAddress address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            using RawClient client = await RawClient.ConnectAsync(session.RedirectUri, address);
            await client.SendAsync(RawClient.Get(session.RedirectUri, ""));
            Assert.Equal(400, RawClient.StatusOf(await client.ReadToEndAsync()));
        }

        await StopAsync(run);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Localhost_fails_when_the_other_family_of_its_port_is_taken()
    {
        using Socket other = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false };
        other.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        other.Listen();
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;
        CallbackTransportException exception = await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(PortPolicy.Exact(port), LoopbackHost.Localhost));
        Assert.Equal(CallbackTransportError.PortInUse, exception.Error);

        // And it let go of the family it had.
        await using ICallbackSession session = await OpenAsync(PortPolicy.Exact(port));
        Assert.Equal(port, session.RedirectUri.Port);
    }

    [Fact]
    public async Task Ipv6_is_written_in_brackets_and_served()
    {
        await using ICallbackSession session = await OpenAsync(host: LoopbackHost.IPv6);
        Assert.StartsWith("http://[::1]:", session.RedirectUri.OriginalString, StringComparison.Ordinal);
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        string reply = await RawClient.ExchangeAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, ""));
        Assert.Equal(400, RawClient.StatusOf(reply));
        await StopAsync(run);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Bound_to_loopback_only_other_addresses_of_this_machine_do_not_answer()
    {
        await using ICallbackSession session = await OpenAsync();
        IPAddress[] others = [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)), IPAddress.Parse("127.0.0.2")];
        foreach (IPAddress address in others)
        {
            await Assert.ThrowsAnyAsync<SocketException>(() => RawClient.ConnectAsync(session.RedirectUri, address));
        }
    }

    [Theory]
    [Trait("Invariant", "13")]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n", 414)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n", 431)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\n{many}\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nX: a\0b\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nX: a\r\n folded\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nX : a\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\nX: a\r\n\r\n", 400)]
    [InlineData("GET  /callback HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/3.0\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nUpgrade: h2c\r\n\r\n", 400)]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\nOrigin: https://a.example\r\nOrigin: https://b.example\r\n\r\n", 403)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    [InlineData("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400)]
    public async Task Finite_and_strict_what_no_browser_sends_is_refused(string request, int status)
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        request = request
            .Replace("{host}", session.RedirectUri.Authority, StringComparison.Ordinal)
            .Replace("{long}", new string('x', 64 * 1024), StringComparison.Ordinal)
            .Replace("{many}", string.Concat(Enumerable.Range(0, 200).Select(index => $"X-{index}: y\r\n")), StringComparison.Ordinal);
        string reply = await RawClient.ExchangeAsync(session.RedirectUri, request);
        Assert.True(RawClient.StatusOf(reply) == status || (reply.Length == 0 && status is 414 or 431), reply);
        Assert.Equal(0, pending.RefusedCount);
        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    public async Task A_second_request_in_the_same_segment_is_not_read()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        string one = RawClient.Get(session.RedirectUri, "?code=x&state=wrong");
        string reply = await RawClient.ExchangeAsync(session.RedirectUri, one + one);
        Assert.Equal(1, pending.RefusedCount);
        Assert.Equal(reply.IndexOf("HTTP/1.1", StringComparison.Ordinal), reply.LastIndexOf("HTTP/1.1", StringComparison.Ordinal));
        await StopAsync(run);
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [Trait("Invariant", "13")]
    public async Task Connections_are_finite_and_a_crowd_of_one_kind_never_costs_one_of_the_other(string crowd)
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        string request = RawClient.Get(session.RedirectUri, Genuine, RawClient.Navigation);

        // The genuine one is of the other kind: it has begun to speak when the crowd is silent, and is silent when the crowd speaks.
        using RawClient genuine = await RawClient.ConnectAsync(session.RedirectUri);
        int begun = crowd.Length == 0 ? 10 : 0;
        await genuine.SendAsync(request[..begun]);
        List<RawClient> others = [];
        try
        {
            for (int count = 0; count < 200; count++)
            {
                RawClient other = await RawClient.ConnectAsync(session.RedirectUri);
                others.Add(other);
                await other.SendAsync(crowd);
            }

            // An answer to a later connection shows that all of them were taken in.
            Assert.Equal(404, RawClient.StatusOf(await RawClient.ShowAsync(session.RedirectUri, "/")));
            foreach (RawClient cut in others[..(others.Count - 32)])
            {
                Assert.Equal("", await cut.ReadToEndAsync());
            }

            await genuine.SendAsync(request[begun..]);
            Assert.Equal(303, RawClient.StatusOf(await genuine.ReadToEndAsync()));
        }
        finally
        {
            others.ForEach(other => other.Dispose());
        }

        await StopAsync(run, session);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Finite_a_request_has_ten_seconds_and_the_flow_goes_on()
    {
        ManualTimeProvider clock = new();
        await using ICallbackSession session = await new SocketCallbackTransport(clock).OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, TestContext.Current.CancellationToken);
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        using RawClient silent = await RawClient.ConnectAsync(session.RedirectUri);
        await clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        using RawClient slow = await RawClient.ConnectAsync(session.RedirectUri);
        await slow.SendAsync("GET /callback?co");
        await clock.WaitForTimersAsync(2, TestContext.Current.CancellationToken);

        Task<string> silentEnd = silent.ReadToEndAsync();
        Task<string> slowEnd = slow.ReadToEndAsync();
        clock.Advance(TimeSpan.FromSeconds(9));
        await slow.SendAsync("d");
        Assert.Equal(404, RawClient.StatusOf(await RawClient.ShowAsync(session.RedirectUri, "/")));
        Assert.False(silentEnd.IsCompleted || slowEnd.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", await silentEnd);
        Assert.Equal("", await slowEnd);
        Assert.Equal(0, pending.RefusedCount);
        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Finite_a_form_body_that_never_comes_is_cut_and_the_flow_goes_on()
    {
        ManualTimeProvider clock = new();
        await using ICallbackSession session = await new SocketCallbackTransport(clock).OpenAsync(
            new CallbackSessionOptions { Redirect = new RedirectRule(), AcceptFormPost = true }, TestContext.Current.CancellationToken);
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        using RawClient slow = await RawClient.ConnectAsync(session.RedirectUri);
        await slow.SendAsync($"POST /callback HTTP/1.1\r\nHost: {session.RedirectUri.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ncode=");
        await clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("", await slow.ReadToEndAsync());
        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    [Trait("Invariant", "5")]
    public async Task Exclusively_not_even_somebody_who_asks_to_share_or_for_every_address_gets_the_port()
    {
        await using ICallbackSession session = await OpenAsync();
        foreach (IPAddress address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any, IPAddress.IPv6Any])
        {
            using Socket other = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.AddressFamily is AddressFamily.InterNetworkV6)
            {
                other.DualMode = true;
            }

            other.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Assert.Throws<SocketException>(() =>
            {
                other.Bind(new IPEndPoint(address, session.RedirectUri.Port));
                other.Listen();
            });
        }
    }

    [Fact]
    public async Task Resets_in_great_number_do_not_end_the_accept_loop()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        for (int count = 0; count < 100; count++)
        {
            using RawClient client = await RawClient.ConnectAsync(session.RedirectUri);
            await client.SendAsync(count % 2 == 0 ? "" : "GET /call");
            client.Reset();
        }

        await GenuineSucceedsAsync(session, pending, run);
    }

    [Fact]
    public async Task Input_that_nobody_reads_does_not_cost_the_browser_its_answer()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        string reply = await RawClient.ExchangeAsync(session.RedirectUri, RawClient.Get(session.RedirectUri, Genuine, RawClient.Navigation) + new string('x', 60_000));
        Assert.Equal(303, RawClient.StatusOf(reply));
        Assert.EndsWith("\r\n\r\n", reply, StringComparison.Ordinal);
        await StopAsync(run, session);
    }

    [Fact]
    public async Task A_connection_that_sent_another_protocol_is_closed_without_a_word()
    {
        await using ICallbackSession session = await OpenAsync();
        PendingAuthorization pending = New();
        Task run = session.RunAsync(pending, StopToken);
        using RawClient tls = await RawClient.ConnectAsync(session.RedirectUri);
        await tls.SendAsync([0x16, 0x03, 0x01, 0x00, 0xA5, 0x01, 0x00, 0x00, 0xA1, 0x03, 0x03]);
        Assert.Equal("", await tls.ReadToEndAsync());
        Assert.Equal(400, RawClient.StatusOf(await RawClient.ExchangeAsync(session.RedirectUri, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")));
        Assert.Equal(0, pending.RefusedCount);
        await GenuineSucceedsAsync(session, pending, run);
    }

    [Theory]
    [InlineData("https://127.0.0.1:5000/callback")]
    [InlineData("http://example.com:5000/callback")]
    [InlineData("http://0.0.0.0:5000/callback")]
    [InlineData("http://127.0.0.1:5000/callback#x")]
    [InlineData("http://user@127.0.0.1:5000/callback")]
    public async Task A_redirect_uri_that_does_not_lead_to_loopback_is_refused(string redirectUri)
    {
        CallbackTransportException exception = await Assert.ThrowsAsync<CallbackTransportException>(async () => await NewTransport().OpenAsync(
            new CallbackSessionOptions { Redirect = new RedirectRule(), RedirectUri = new Uri(redirectUri) },
            TestContext.Current.CancellationToken));
        Assert.Equal(CallbackTransportError.NotSupported, exception.Error);
    }
}
