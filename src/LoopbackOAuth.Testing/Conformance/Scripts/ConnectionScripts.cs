using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Connections that are not used as they should be.</summary>
internal static class ConnectionScripts
{
    private const string Slow = "Slowloris";
    private const string Preconnect = "Connections made ahead of need (RFC 9112 section 9.5)";
    private const string Reset = "RFC 9112 section 9.6";
    private const string Ends = "The connection ends with the sign-in at the latest.";
    private const string Unknown = "GET /nothing-here HTTP/1.1\r\nHost: {host}\r\n\r\n";
    private const string WrongState = "GET {path}?code={marker}&state={marker} HTTP/1.1\r\nHost: {host}\r\n\r\n";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Disturbance("01-silent", Preconnect, "A peer connects and sends nothing.", Ends, (flow, _) => HoldAsync(flow, 1, "")),
        ScriptOf.Disturbance("02-slow-head", Slow, "A peer sends the beginning of a request, and no more.", Ends, (flow, _) => HoldAsync(flow, 1, "GET {path}?code=")),
        Deadline("02-slow-head-deadline", ConformanceNeeds.None, "A peer sends one byte of a head each second.", "GET /nothing-here HTTP/1.1\r\nHost: {host}\r\nX: ", FlowSettings.Default),
        Deadline(
            "02-slow-body-deadline",
            ConformanceNeeds.FormPost,
            "A peer sends the head of a form post, and one byte of its body each second.",
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n",
            FlowSettings.ForFormPost),
        ScriptOf.Disturbance("03-reset", Reset, "A peer connects and resets the connection.", "The listener goes on.", (flow, cancellation) => ResetAsync(flow, 1, "", cancellation)),
        ScriptOf.Disturbance("03-reset-many", Reset, "50 peers, one after the other, connect and reset the connection.", "The listener goes on.", (flow, cancellation) => ResetAsync(flow, 50, "", cancellation)),
        ScriptOf.Disturbance("03-reset-in-head", Reset, "A peer resets the connection in the middle of a head.", "The listener goes on.", (flow, cancellation) => ResetAsync(flow, 1, "GET {path}?code=", cancellation)),
        ScriptOf.Disturbance("03-reset-before-answer", Reset, "A peer sends a request with a wrong state and resets the connection.", "The listener goes on.", (flow, cancellation) => ResetAsync(flow, 1, WrongState, cancellation)),
        ScriptOf.Disturbance("03-half-close-in-head", Reset, "A peer closes its sending side in the middle of a head.", "The connection ends.", (flow, cancellation) => HalfCloseAsync(flow, "GET {path}?code=", ReplyRule.Malformed, cancellation)),
        ScriptOf.Disturbance("03-half-close-after-request", Reset, "A peer closes its sending side after a request with a wrong state.", $"Answered with {ReplyRule.Refused.Words}, or the connection ends.", (flow, cancellation) => HalfCloseAsync(flow, WrongState, ReplyRule.Refused with { MayClose = true }, cancellation)),
        ScriptOf.Disturbance("04-idle-32", Preconnect, "32 peers connect and send nothing.", Ends, (flow, _) => HoldAsync(flow, 32, "")),
        ScriptOf.Disturbance("04-idle-100", Preconnect, "100 peers connect and send nothing.", Ends, (flow, _) => HoldAsync(flow, 100, "")),
        ScriptOf.Disturbance("04-half-sent-48", Slow, "48 peers connect and send the beginning of a request.", Ends, (flow, _) => HoldAsync(flow, 48, "GET {path}?code=")),
        ScriptOf.Disturbance("04-answered-48", Reset, "48 peers ask for a page that is not there, get their answer, and do not hang up.", Ends, (flow, _) => HoldAsync(flow, 48, Unknown)),
    ];

    private static async Task HoldAsync(ConformanceFlow flow, int count, string bytes)
    {
        for (int index = 0; index < count; index++)
        {
            RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
            await peer.SendAsync(flow.Texts.Fill(bytes), CancellationToken.None).ConfigureAwait(false);
            flow.Hold(peer);
        }

        await flow.RoundTripAsync().ConfigureAwait(false);
    }

    private static async Task ResetAsync(ConformanceFlow flow, int count, string bytes, CancellationToken cancellationToken)
    {
        for (int index = 0; index < count; index++)
        {
            RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
            await peer.SendAsync(flow.Texts.Fill(bytes), cancellationToken).ConfigureAwait(false);
            peer.Reset();
        }

        await flow.RoundTripAsync().ConfigureAwait(false);
    }

    private static async Task HalfCloseAsync(ConformanceFlow flow, string bytes, ReplyRule rule, CancellationToken cancellationToken)
    {
        RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
        await peer.SendAsync(flow.Texts.Fill(bytes), cancellationToken).ConfigureAwait(false);
        peer.CloseSending();
        await flow.CheckAsync(peer, rule).ConfigureAwait(false);
    }

    // The clock is moved a second at a time, and looked at in between: when the transport arms its timer is its own affair.
    private static ConformanceScript Deadline(string id, ConformanceNeeds needs, string description, string head, FlowSettings settings) => new(
        id,
        Slow,
        description,
        "The connection ends within a minute, by the clock of the transport. No effect: the genuine callback still succeeds, with one token request.",
        needs | ConformanceNeeds.Http | ConformanceNeeds.Clock,
        async run =>
        {
            var clock = new ManualTimeProvider();
            ConformanceFlow flow = await run.StartAsync(settings with { Clock = clock }).ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
                await peer.SendAsync(flow.Texts.Fill(head), run.Patience.CancellationToken).ConfigureAwait(false);
                await flow.RoundTripAsync().ConfigureAwait(false);
                Task<string> end = peer.ReadToEndAsync(run.Patience.CancellationToken);
                for (int second = 0; !await run.Patience.GlanceAtAsync(end).ConfigureAwait(false); second++)
                {
                    if (second == 60)
                    {
                        throw new NonConformanceException("After a minute of the clock it was given, the connection was still open.");
                    }

                    await peer.SendAsync("a", run.Patience.CancellationToken).ConfigureAwait(false);
                    clock.Advance(Second);
                }

                await flow.StillWaitsAsync().ConfigureAwait(false);
                await flow.SucceedAsync().ConfigureAwait(false);
            }
        });
}
