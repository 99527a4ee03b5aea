using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>From when to when a session is there, and that it is there for one sign-in.</summary>
internal static class SessionScripts
{
    private const string OnlyWhenNeeded = "RFC 8252 section 8.3";
    private const int Peers = 4;

    public static IEnumerable<ConformanceScript> All =>
    [
        new("41-dispose", OnlyWhenNeeded, "A session is disposed, twice, without having run.", "The port is closed.", ConformanceNeeds.Http, DisposeAsync),
        new("41-dispose-running", OnlyWhenNeeded, "A session is disposed while it runs.", "The port is closed.", ConformanceNeeds.Http, run => DisposeRunningAsync(run, mustEnd: false)),
        new("41-dispose-ends-run", OnlyWhenNeeded, "A session is disposed while it runs.", "The run ends.", ConformanceNeeds.Http, run => DisposeRunningAsync(run, mustEnd: true)),
        new("41-cancel", OnlyWhenNeeded, "The run of a session is cancelled, while peers are connected that have sent nothing or half a request.", "It ends soon, does not throw, and the port is closed.", ConformanceNeeds.None, run => CancelAsync(run, before: false)),
        new("41-cancelled-before", OnlyWhenNeeded, "A session is run whose token is cancelled already.", "It ends soon, does not throw, and the port is closed.", ConformanceNeeds.None, run => CancelAsync(run, before: true)),
        new("42-two-sign-ins", "RFC 9700 section 4.5", "Two sign-ins at once over one transport, each of which also gets the other's callback.", "Both succeed, with one token request each.", ConformanceNeeds.Http | ConformanceNeeds.AnyPort, TwoSignInsAsync),
    ];

    private static PendingAuthorization NewPending() => new(new Secret("conformance-" + Guid.NewGuid().ToString("N")), IssuerExpectation.Unknown);

    private static async Task DisposeAsync(ConformanceRun run)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        WatchedPort port = new(session.RedirectUri);
        await run.Patience.ForAsync(session.DisposeAsync().AsTask(), "Disposing did not end.").ConfigureAwait(false);
        await run.Patience.ForAsync(session.DisposeAsync().AsTask(), "Disposing a second time did not end.").ConfigureAwait(false);
        await port.CheckClosedAsync("", run.Patience.CancellationToken).ConfigureAwait(false);
    }

    private static async Task DisposeRunningAsync(ConformanceRun run, bool mustEnd)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        WatchedPort port = new(session.RedirectUri);
        using CancellationTokenSource cancel = new();
        Task running = Task.Run(() => session.RunAsync(NewPending(), cancel.Token), CancellationToken.None);
        try
        {
            using RawPeer peer = await RawPeer.ConnectAsync(session.RedirectUri, run.Patience.CancellationToken).ConfigureAwait(false);
            await run.Patience.ForAsync(session.DisposeAsync().AsTask(), "Disposing did not end.").ConfigureAwait(false);
            await port.CheckClosedAsync("", run.Patience.CancellationToken).ConfigureAwait(false);
            await run.Patience.ForAsync(mustEnd ? Task.WhenAny(running) : Task.CompletedTask, "The run did not end.").ConfigureAwait(false);
        }
        finally
        {
            await cancel.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task CancelAsync(ConformanceRun run, bool before)
    {
        ICallbackSession session = await run.OpenAsync().ConfigureAwait(false);
        WatchedPort port = new(session.RedirectUri);
        List<RawPeer> peers = [];
        await using (session.ConfigureAwait(false))
        {
            using CancellationTokenSource cancel = new();
            Task running = Task.CompletedTask;
            if (before)
            {
                await cancel.CancelAsync().ConfigureAwait(false);
            }

            try
            {
                running = Task.Run(() => session.RunAsync(NewPending(), cancel.Token), CancellationToken.None);
                for (int index = 0; !before && run.Options.Deliver is null && index < Peers; index++)
                {
                    RawPeer peer = await RawPeer.ConnectAsync(session.RedirectUri, run.Patience.CancellationToken).ConfigureAwait(false);
                    peers.Add(peer);
                    await peer.SendAsync(index % 2 == 0 ? "" : "GET /callb", run.Patience.CancellationToken).ConfigureAwait(false);
                }

                await cancel.CancelAsync().ConfigureAwait(false);
                await run.Patience.ForAsync(running, "The run did not end when it was cancelled.").ConfigureAwait(false);
            }
            finally
            {
                peers.ForEach(peer => peer.Dispose());
            }

            if (run.Options.Deliver is null)
            {
                await port.CheckClosedAsync("", run.Patience.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task TwoSignInsAsync(ConformanceRun run)
    {
        ICallbackTransport transport = run.CreateTransport();
        ConformanceFlow first = await run.StartAsync(new FlowSettings { Transport = transport }).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            ConformanceFlow second = await run.StartAsync(new FlowSettings { Transport = transport }).ConfigureAwait(false);
            await using (second.ConfigureAwait(false))
            {
                await first.TryDeliveryAsync(second.Texts.Query).ConfigureAwait(false);
                await second.TryDeliveryAsync(first.Texts.Query).ConfigureAwait(false);
                await first.TryAsync(second.Texts.Genuine, ReplyRule.Malformed).ConfigureAwait(false);
                await first.SucceedAsync().ConfigureAwait(false);
                await second.StillWaitsAsync().ConfigureAwait(false);
                await second.SucceedAsync().ConfigureAwait(false);
            }
        }
    }
}
