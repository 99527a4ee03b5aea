using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The kinds of scripts.</summary>
internal static class ScriptOf
{
    private const string NoEffect = "No effect: the genuine callback still succeeds, with one token request.";

    /// <summary>One request that is not the response, while the sign-in waits.</summary>
    public static ConformanceScript Request(string id, string reference, string description, string request, ReplyRule rule, bool formPost = false) => new(
        id,
        reference,
        description,
        $"Answered with {rule.Words}{(rule.MayClose ? ", or the connection ends" : "")}{(rule.MayWait ? ", at the latest with the sign-in" : "")}. {NoEffect}",
        formPost ? ConformanceNeeds.Http | ConformanceNeeds.FormPost : ConformanceNeeds.Http,
        async run =>
        {
            ConformanceFlow flow = await run.StartAsync(formPost ? FlowSettings.ForFormPost : null).ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await flow.TryAsync(request, rule).ConfigureAwait(false);
                await flow.StillWaitsAsync().ConfigureAwait(false);
                await flow.SucceedAsync().ConfigureAwait(false);
            }
        });

    /// <summary>A request with the parameters of the genuine callback, which does not count all the same.</summary>
    /// <param name="id">The id.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="description">The description.</param>
    /// <param name="line">The request line without its version.</param>
    /// <param name="fields">The header fields, each with its line end; <c>Host</c> among them.</param>
    /// <param name="rule">What the reply may be.</param>
    public static ConformanceScript Callback(string id, string reference, string description, string line, string fields, ReplyRule rule) =>
        Request(id, reference, description, $"{line} HTTP/1.1\r\n{fields}\r\n", rule);

    /// <summary>Parameters that are not the response, over any transport.</summary>
    public static ConformanceScript Delivery(string id, string reference, string description, string query) => new(
        id,
        reference,
        description,
        $"Refused; over HTTP with {ReplyRule.Refused.Words}. {NoEffect}",
        ConformanceNeeds.None,
        async run =>
        {
            ConformanceFlow flow = await run.StartAsync().ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await flow.TryDeliveryAsync(query).ConfigureAwait(false);
                await flow.StillWaitsAsync().ConfigureAwait(false);
                await flow.SucceedAsync().ConfigureAwait(false);
            }
        });

    /// <summary>Something that is done to a live sign-in and may have no effect on it.</summary>
    public static ConformanceScript Disturbance(string id, string reference, string description, string expectation, Func<ConformanceFlow, CancellationToken, Task> disturb) => new(
        id,
        reference,
        description,
        $"{expectation} {NoEffect}",
        ConformanceNeeds.Http,
        async run =>
        {
            ConformanceFlow flow = await run.StartAsync().ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await disturb(flow, run.Patience.CancellationToken).ConfigureAwait(false);
                await flow.StillWaitsAsync().ConfigureAwait(false);
                await flow.SucceedAsync().ConfigureAwait(false);
            }
        });

    /// <summary>A sign-in that the script brings to its end itself.</summary>
    public static ConformanceScript Live(
        string id,
        string reference,
        string description,
        string expectation,
        ConformanceNeeds needs,
        Func<ConformanceFlow, ConformanceRun, Task> play,
        FlowSettings? settings = null) => new(
        id,
        reference,
        description,
        expectation,
        needs,
        async run =>
        {
            ConformanceFlow flow = await run.StartAsync(settings).ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await play(flow, run).ConfigureAwait(false);
            }
        });
}
