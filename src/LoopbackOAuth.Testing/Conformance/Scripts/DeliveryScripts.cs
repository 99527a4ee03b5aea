using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>The genuine callback, in whatever shape and however often it comes.</summary>
internal static class DeliveryScripts
{
    private const string OneExchange = "RFC 6749 section 4.1.3";
    private const string Segments = "RFC 9112 section 2.2";
    private const string Persistence = "RFC 9112 section 9.3";
    private const int AtOnce = 8;

    private static readonly string Unknown = "GET /nothing-here HTTP/1.1\r\nHost: {host}\r\n" + RequestTexts.BrowserFields + "\r\n";

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Disturbance("33-pipelined", "RFC 9112 section 9.3.2", "The genuine callback follows another request in the same segment.", "Only the first is answered, and the connection ends.", (flow, _) => flow.TryAsync(Unknown + flow.Texts.Genuine, ReplyRule.NotHere)),
        ScriptOf.Disturbance("33-second-request", Persistence, "After an answer, the genuine callback comes over the same connection.", "The connection ends after the first answer.", SecondRequestAsync),
        ScriptOf.Live("34-genuine", "RFC 6749 section 4.1.2", "The genuine callback, and nothing else.", "Success, with one token request.", ConformanceNeeds.None, (flow, _) => flow.SucceedAsync()),
        ScriptOf.Live("34-without-fetch-metadata", "RFC 6749 section 4.1.2", "The genuine callback from a program that sends no more than a Host, such as curl.", "Success, with one token request.", ConformanceNeeds.Http, (flow, _) => SucceedWithAsync(flow, "GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        ScriptOf.Live("34-with-unknown-parameters", "RFC 6749 section 4.1.2", "The genuine callback with parameters that nobody knows, and an empty one.", "Success, with one token request.", ConformanceNeeds.Http, (flow, _) => SucceedWithAsync(flow, "GET {path}?session_state={marker}&{query}&scope=a+b%20c&&x= HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n")),
        ScriptOf.Live("34-split", Segments, "The genuine callback, each byte in a segment of its own.", "Success, with one token request.", ConformanceNeeds.Http, (flow, run) => SplitAsync(flow, run, "GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n")),
        ScriptOf.Live("34-form-post", "OAuth 2.0 Form Post Response Mode section 2", "The genuine response as a form.", "Success, with one token request.", ConformanceNeeds.Http | ConformanceNeeds.FormPost, (flow, _) => flow.SucceedAsync(), FlowSettings.ForFormPost),
        ScriptOf.Live("34-form-post-split", "OAuth 2.0 Form Post Response Mode section 2", "The genuine response as a form, each byte in a segment of its own.", "Success, with one token request.", ConformanceNeeds.Http | ConformanceNeeds.FormPost, (flow, run) => SplitAsync(flow, run, flow.Texts.GenuinePost), FlowSettings.ForFormPost),
        ScriptOf.Live("35-reload", OneExchange, "The genuine callback twice, the second time before the code is exchanged.", "Both get the page; one token request.", ConformanceNeeds.Http, (flow, run) => RepeatAsync(flow, run, 1)),
        ScriptOf.Live("35-at-once", OneExchange, $"The genuine callback {AtOnce} times at the same instant.", "All get the page; one token request.", ConformanceNeeds.Http, (flow, run) => RepeatAsync(flow, run, AtOnce)),
        ScriptOf.Live("35-paste-at-once", OneExchange, "The genuine callback while the user pastes its address.", "One token request, whichever was first.", ConformanceNeeds.None, PasteAtOnceAsync, new FlowSettings { WithPaste = true }),
    ];

    private static async Task SecondRequestAsync(ConformanceFlow flow, CancellationToken cancellationToken)
    {
        RawPeer peer = await flow.SendAsync(Unknown).ConfigureAwait(false);
        await flow.CheckAsync(peer, ReplyRule.NotHere).ConfigureAwait(false);
        await peer.SendAsync(flow.Texts.Genuine, cancellationToken).ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
    }

    private static async Task SucceedWithAsync(ConformanceFlow flow, string request)
    {
        flow.CheckSuccessPage(await flow.NavigateAsync(request).ConfigureAwait(false));
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    private static async Task SplitAsync(ConformanceFlow flow, ConformanceRun run, string request)
    {
        RawPeer peer = await flow.ConnectAsync().ConfigureAwait(false);
        foreach (char character in flow.Texts.Fill(request))
        {
            await peer.SendAsync(character.ToString(), run.Patience.CancellationToken).ConfigureAwait(false);
        }

        RawReply reply = ConformanceFlow.Single(await flow.RepliesAsync(peer).ConfigureAwait(false));
        flow.CheckSuccessPage(await flow.FollowAsync(reply).ConfigureAwait(false));
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    // The code is not exchanged before all have arrived.
    private static async Task RepeatAsync(ConformanceFlow flow, ConformanceRun run, int atOnce)
    {
        TaskCompletionSource gate = flow.HoldTokenEndpoint();
        List<Task<RawReply>> pages = [.. Enumerable.Range(0, atOnce).Select(_ => flow.NavigateAsync(flow.Texts.Genuine))];
        await run.Patience.ForAsync(flow.Pending.Response, "The genuine callback was not taken.").ConfigureAwait(false);
        pages.Add(flow.NavigateAsync(flow.Texts.Genuine));
        await flow.RoundTripAsync().ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        gate.SetResult();
        foreach (Task<RawReply> page in pages)
        {
            flow.CheckSuccessPage(await page.ConfigureAwait(false));
        }

        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    private static async Task PasteAtOnceAsync(ConformanceFlow flow, ConformanceRun run)
    {
        TaskCompletionSource gate = flow.HoldTokenEndpoint();
        Task<RawReply>? page = flow.ServesHttp ? flow.NavigateAsync(flow.Texts.Genuine) : null;
        flow.Paste(flow.Callback.OriginalString);
        await (page is null ? flow.DeliverAsync(flow.Texts.Query) : Task.CompletedTask).ConfigureAwait(false);
        await run.Patience.ForAsync(flow.Pending.Response, "Neither of them was taken.").ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        gate.SetResult();
        if (page is not null)
        {
            flow.CheckSuccessPage(await page.ConfigureAwait(false));
        }

        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }
}
