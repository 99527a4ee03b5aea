using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The place that a transport holds, and against whom.</summary>
internal static class PlaceScripts
{
    private const string Loopback = "RFC 8252 section 7.3";
    private const int AttemptsForFreePort = 5;

    public static IEnumerable<ConformanceScript> All =>
    [
        new("40-bound-first", Loopback, "A session is opened, and a peer connects before it runs.", "The port of the redirect URI is held already.", ConformanceNeeds.Http, BoundFirstAsync),
        new("40-redirect-uri", Loopback, "A session is opened.", "Its redirect URI is that of the rule, with a port.", ConformanceNeeds.None, RedirectUriAsync),
        new("40-ephemeral-ports", Loopback, "Two sessions are opened at once.", "Each has a port of its own, above 1023.", ConformanceNeeds.Http | ConformanceNeeds.AnyPort, EphemeralPortsAsync),
        new("40-exact-port", Loopback, "A session is opened with one port that is free.", "It holds that port.", ConformanceNeeds.Http | ConformanceNeeds.AnyPort, ExactPortAsync),
        new("40-exact-port-busy", Loopback, "A session is opened with one port that another program holds.", "CallbackTransportException with PortInUse, that port and a remedy.", ConformanceNeeds.Http | ConformanceNeeds.AnyPort, ExactPortBusyAsync),
        new("40-preferred-port-busy", Loopback, "A session is opened with a preferred port that another program holds.", "It moves, and its redirect URI says where to.", ConformanceNeeds.Http | ConformanceNeeds.AnyPort, PreferredPortBusyAsync),
        new("40-exclusive", "Port squatting", "Another program binds the port of a session.", "It cannot.", ConformanceNeeds.Http, ExclusiveAsync),
        new("40-loopback-only", "RFC 8252 section 8.3", "A peer connects to the port at other addresses of this machine.", "Nobody is there.", ConformanceNeeds.Http, LoopbackOnlyAsync),
        new("40-both-families", Loopback, "Peers connect to localhost by IPv4 and by IPv6.", "Both are served.", ConformanceNeeds.Http, BothFamiliesAsync),
    ];

    private static async Task BoundFirstAsync(ConformanceRun run)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await ConnectAsync(session.RedirectUri, run).ConfigureAwait(false);
        }
    }

    private static async Task RedirectUriAsync(ConformanceRun run)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            RedirectRule rule = run.Options.Redirect;
            string host = rule.Host switch
            {
                LoopbackHost.IPv6 => "[::1]",
                LoopbackHost.Localhost => "localhost",
                _ => "127.0.0.1",
            };
            string due = string.Create(null, $"http://{host}:{session.RedirectUri.Port}{rule.Path}");
            Require(session.RedirectUri.OriginalString == due, $"The redirect URI is {session.RedirectUri.OriginalString} where {due} is due.");
            Require(rule.Port.MayMove || rule.Port.Ports.Contains(session.RedirectUri.Port), $"The port {session.RedirectUri.Port} is not one of the rule's.");
        }
    }

    private static async Task EphemeralPortsAsync(ConformanceRun run)
    {
        ICallbackSession first = await run.OpenAsync().ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            ICallbackSession second = await run.OpenAsync().ConfigureAwait(false);
            await using (second.ConfigureAwait(false))
            {
                Require(first.RedirectUri.Port != second.RedirectUri.Port, $"Both have the port {first.RedirectUri.Port}.");
                Require(first.RedirectUri.Port > 1023 && second.RedirectUri.Port > 1023, "A port below 1024 was chosen.");
            }
        }
    }

    private static async Task ExactPortAsync(ConformanceRun run)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port;
            using (Hold(run, out port))
            {
                // It is free again in a moment, and rarely taken by somebody else in between.
            }

            try
            {
                ICallbackSession session = await run.OpenAsync(PortPolicy.Exact(port)).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    Require(session.RedirectUri.Port == port, $"The port is {session.RedirectUri.Port} where {port} is due.");
                    await ConnectAsync(session.RedirectUri, run).ConfigureAwait(false);
                    return;
                }
            }
            catch (CallbackTransportException exception) when (exception.Error is CallbackTransportError.PortInUse && attempt < AttemptsForFreePort)
            {
                // Taken.
            }
        }
    }

    private static async Task ExactPortBusyAsync(ConformanceRun run)
    {
        using Socket holder = Hold(run, out int port);
        try
        {
            ICallbackSession session = await run.OpenAsync(PortPolicy.Exact(port)).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                throw new NonConformanceException($"A session was opened at {session.RedirectUri.Authority}, although the port {port} is held by another program and no other is allowed.");
            }
        }
        catch (CallbackTransportException exception)
        {
            Require(exception.Error is CallbackTransportError.PortInUse, $"The error is {exception.Error} where PortInUse is due.");
            Require(exception.Port == port, "The exception does not name the port.");
            Require(exception.Remedy.Length > 0, "The exception has no remedy.");
        }
    }

    private static async Task PreferredPortBusyAsync(ConformanceRun run)
    {
        using Socket holder = Hold(run, out int port);
        ICallbackSession session = await run.OpenAsync(PortPolicy.Preferred(port)).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            Require(session.RedirectUri.Port != port, $"The redirect URI names the port {port}, which another program holds.");
            await ConnectAsync(session.RedirectUri, run).ConfigureAwait(false);
        }
    }

    private static async Task ExclusiveAsync(ConformanceRun run)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            foreach (IPAddress address in AddressesOf(run))
            {
                using Socket other = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    other.Bind(new IPEndPoint(address, session.RedirectUri.Port));
                    other.Listen();
                }
                catch (SocketException)
                {
                    continue;
                }

                throw new NonConformanceException($"Another program could listen on {session.RedirectUri.Authority} too.");
            }
        }
    }

    private static async Task LoopbackOnlyAsync(ConformanceRun run)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            IEnumerable<IPAddress> others = NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus is OperationalStatus.Up)
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address));
            foreach (IPAddress address in others.Append(IPAddress.Parse("127.0.0.2")))
            {
                using Socket peer = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await run.Patience.ForAsync(peer.ConnectAsync(address, session.RedirectUri.Port, run.Patience.CancellationToken).AsTask(), $"A connection to {address} was not refused.").ConfigureAwait(false);
                }
                catch (SocketException)
                {
                    continue;
                }

                throw new NonConformanceException($"The port also answers at {address}.");
            }
        }
    }

    private static async Task BothFamiliesAsync(ConformanceRun run)
    {
        if (run.Options.Redirect.Host is not LoopbackHost.Localhost)
        {
            throw new NotApplicableException("The redirect rule does not say localhost.");
        }

        ConformanceFlow flow = await run.StartAsync().ConfigureAwait(false);
        await using (flow.ConfigureAwait(false))
        {
            foreach (IPAddress address in AddressesOf(run))
            {
                UriBuilder family = new(flow.RedirectUri) { Host = address.ToString() };
                using RawPeer peer = await RawPeer.ConnectAsync(family.Uri, run.Patience.CancellationToken).ConfigureAwait(false);
                await peer.SendAsync(flow.Texts.Fill("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"), run.Patience.CancellationToken).ConfigureAwait(false);
                await flow.CheckAsync(peer, ReplyRule.Refused).ConfigureAwait(false);
            }

            await flow.StillWaitsAsync().ConfigureAwait(false);
            await flow.SucceedAsync().ConfigureAwait(false);
        }
    }

    private static async Task ConnectAsync(Uri redirectUri, ConformanceRun run)
    {
        try
        {
            using RawPeer peer = await RawPeer.ConnectAsync(redirectUri, run.Patience.CancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new NonConformanceException($"Nobody listens on {redirectUri.Authority} ({exception.SocketErrorCode}).");
        }
    }

    // Another program that holds a port of its own.
    private static Socket Hold(ConformanceRun run, out int port)
    {
        IPAddress address = AddressesOf(run)[^1];
        Socket holder = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            holder.Bind(new IPEndPoint(address, 0));
            holder.Listen();
            port = ((IPEndPoint)holder.LocalEndPoint!).Port;
            return holder;
        }
        catch (SocketException exception)
        {
            holder.Dispose();
            throw new NotApplicableException($"This machine has no usable {address}: {exception.SocketErrorCode}.");
        }
    }

    private static IPAddress[] AddressesOf(ConformanceRun run) => run.Options.Redirect.Host switch
    {
        LoopbackHost.IPv6 => [IPAddress.IPv6Loopback],
        LoopbackHost.Localhost => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ => [IPAddress.Loopback],
    };

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new NonConformanceException(otherwise);
        }
    }
}
