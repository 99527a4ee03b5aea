using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine callback after the end.</summary>
internal static class EndingScripts
{
    private const string Over = "The listener is there for the sign-in only (RFC 8252 section 8.3)";
    private const string Refused = "Refused, or nobody is there; no token request.";

    private static readonly TimeSpan LongerThanAnySignIn = TimeSpan.FromMinutes(6);

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Live("36-after-cancel", Over, "The caller cancels; then the genuine callback comes.", Refused, ConformanceNeeds.None, async (flow, _) =>
        {
            await CancelAsync(flow).ConfigureAwait(false);
            await flow.IsRefusedAfterTheEndAsync().ConfigureAwait(false);
        }),
        ScriptOf.Live("36-open-connection-after-cancel", Over, "The caller cancels; then the genuine callback comes over a connection that was made before.", Refused, ConformanceNeeds.Http, (flow, run) => OpenConnectionAsync(flow, run, CancelAsync)),
        ScriptOf.Live("36-half-sent-at-cancel", Over, "The caller cancels between the two halves of the genuine callback.", Refused, ConformanceNeeds.Http, HalfSentAsync),
        ScriptOf.Live("36-after-success", Over, "The user reloads the page after the sign-in.", "Nobody is there; still one token request.", ConformanceNeeds.Http, async (flow, _) =>
        {
            await flow.SucceedAsync().ConfigureAwait(false);
            await flow.IsClosedAsync(flow.Texts.Genuine).ConfigureAwait(false);
            await flow.EndsInSuccessAsync().ConfigureAwait(false);
        }),
        AfterTimeout("36-after-timeout", "The time is up; then the genuine callback comes.", ConformanceNeeds.None, (flow, _, timeOut) => AfterAsync(flow, timeOut)),
        AfterTimeout("36-open-connection-after-timeout", "The time is up; then the genuine callback comes over a connection that was made before.", ConformanceNeeds.Http, OpenConnectionAsync),
    ];

    private static ConformanceScript AfterTimeout(string id, string description, ConformanceNeeds needs, Func<ConformanceFlow, ConformanceRun, Func<ConformanceFlow, Task>, Task> play) => new(
        id,
        Over,
        description,
        Refused,
        needs | ConformanceNeeds.Clock,
        async run =>
        {
            var clock = new ManualTimeProvider();
            ConformanceFlow flow = await run.StartAsync(new FlowSettings { Clock = clock }).ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await play(flow, run, live => TimeOutAsync(live, clock)).ConfigureAwait(false);
            }
        });

    private static async Task AfterAsync(ConformanceFlow flow, Func<ConformanceFlow, Task> end)
    {
        await end(flow).ConfigureAwait(false);
        await flow.IsRefusedAfterTheEndAsync().ConfigureAwait(false);
    }

    private static async Task OpenConnectionAsync(ConformanceFlow flow, ConformanceRun run, Func<ConformanceFlow, Task> end)
    {
        RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        await end(flow).ConfigureAwait(false);
        await peer.SendAsync(flow.Texts.Genuine, run.Patience.CancellationToken).ConfigureAwait(false);
        await flow.CheckAsync(peer, ReplyRule.Over).ConfigureAwait(false);
        await flow.IsRefusedAfterTheEndAsync().ConfigureAwait(false);
    }

    private static async Task HalfSentAsync(ConformanceFlow flow, ConformanceRun run)
    {
        string request = flow.Texts.Genuine;
        RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
        await peer.SendAsync(request[..(request.Length / 2)], run.Patience.CancellationToken).ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        await CancelAsync(flow).ConfigureAwait(false);
        await peer.SendAsync(request[(request.Length / 2)..], run.Patience.CancellationToken).ConfigureAwait(false);
        await flow.CheckAsync(peer, ReplyRule.Over).ConfigureAwait(false);
        await flow.IsRefusedAfterTheEndAsync().ConfigureAwait(false);
    }

    private static async Task CancelAsync(ConformanceFlow flow)
    {
        await flow.CancelAsync().ConfigureAwait(false);
        AuthorizationOutcome outcome = await flow.EndsWithoutTokensAsync().ConfigureAwait(false);
        if (outcome is not AuthorizationOutcome.Cancelled)
        {
            throw new NonConformanceException($"The cancelled sign-in ended otherwise: {outcome}");
        }
    }

    private static async Task TimeOutAsync(ConformanceFlow flow, ManualTimeProvider clock)
    {
        clock.Advance(LongerThanAnySignIn);
        AuthorizationOutcome outcome = await flow.EndsWithoutTokensAsync().ConfigureAwait(false);
        if (outcome is not AuthorizationOutcome.TimedOut)
        {
            throw new NonConformanceException($"The sign-in whose time was up ended otherwise: {outcome}");
        }
    }
}
