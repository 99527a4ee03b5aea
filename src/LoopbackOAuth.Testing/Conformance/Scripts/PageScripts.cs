using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>When the user sees which page. It may be the answer to the callback itself, or what that leads the browser to.</summary>
internal static class PageScripts
{
    private const string Truth = "The truth about the end";
    private const string CleanPath = "RFC 9700 section 4.3.1";
    private const int MostSeconds = 60;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Live("37-page-waits", Truth, "The genuine callback, while the token endpoint takes its time.", "No page before the code is exchanged.", ConformanceNeeds.Http, PageWaitsAsync),
        ScriptOf.Live("37-page-tells-failure", Truth, "The genuine callback, whose code the server refuses.", "The page does not have the status of a success.", ConformanceNeeds.Http, PageTellsFailureAsync),
        WithClock("37-page-fetched-late", "The browser is led to the page, and follows only when the code is exchanged.", "The page is still there.", FetchedLateAsync),
        WithClock("37-page-never-fetched", "The browser is led to the page, and does not follow.", "The sign-in succeeds within a minute of the clock, with one token request.", NeverFetchedAsync),
    ];

    private static ConformanceScript WithClock(string id, string description, string expectation, Func<ConformanceFlow, ConformanceRun, ManualTimeProvider, Task> play) => new(
        id,
        CleanPath,
        description,
        expectation,
        ConformanceNeeds.Http | ConformanceNeeds.Clock,
        async run =>
        {
            var clock = new ManualTimeProvider();
            ConformanceFlow flow = await run.StartAsync(new FlowSettings { Clock = clock }).ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                await play(flow, run, clock).ConfigureAwait(false);
            }
        });

    private static async Task PageWaitsAsync(ConformanceFlow flow, ConformanceRun run)
    {
        TaskCompletionSource gate = flow.HoldTokenEndpoint();
        Task<RawReply> page = flow.NavigateAsync(flow.Texts.Genuine);
        await run.Patience.ForAsync(flow.Pending.Response, "The genuine callback was not taken.").ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        if (await run.Patience.GlanceAtAsync(page).ConfigureAwait(false))
        {
            throw new NonConformanceException($"The page came before the code was exchanged, with the status {(await page.ConfigureAwait(false)).Status}.");
        }

        gate.SetResult();
        flow.CheckSuccessPage(await page.ConfigureAwait(false));
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    private static async Task PageTellsFailureAsync(ConformanceFlow flow, ConformanceRun run)
    {
        flow.RefuseCodes();
        RawReply page = await flow.NavigateAsync(flow.Texts.Genuine).ConfigureAwait(false);
        if (page.Status is < 400 or >= 500)
        {
            throw new NonConformanceException($"The page after a refused code has the status {page.Status}.");
        }

        AuthorizationOutcome outcome = await flow.EndsAsync().ConfigureAwait(false);
        if (outcome is not AuthorizationOutcome.ExchangeFailed)
        {
            throw new NonConformanceException($"The sign-in ended otherwise: {outcome}");
        }
    }

    private static async Task FetchedLateAsync(ConformanceFlow flow, ConformanceRun run, ManualTimeProvider clock)
    {
        RawReply reply = await flow.AskAsync(flow.Texts.Genuine).ConfigureAwait(false);
        await flow.TokensAskedForAsync().ConfigureAwait(false);
        flow.CheckSuccessPage(await flow.FollowAsync(reply).ConfigureAwait(false));
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    // As with a deadline: the clock is moved a second at a time, and looked at in between.
    private static async Task NeverFetchedAsync(ConformanceFlow flow, ConformanceRun run, ManualTimeProvider clock)
    {
        await flow.AskAsync(flow.Texts.Genuine).ConfigureAwait(false);
        await flow.TokensAskedForAsync().ConfigureAwait(false);
        for (int second = 0; !await run.Patience.GlanceAtAsync(flow.Outcome).ConfigureAwait(false); second++)
        {
            if (second == MostSeconds)
            {
                throw new NonConformanceException("After a minute of the clock it was given, the sign-in still waited for the browser.");
            }

            clock.Advance(Second);
        }

        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }
}
