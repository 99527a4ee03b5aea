using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>The way from a delivered response to the page without the code in its address, on both HTTP transports.</summary>
public sealed class ResultPageTests
{
    public static TheoryData<string> Transports => LiveSession.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_code_leaves_the_address_bar_at_once_and_the_answer_repeats_nothing_of_it(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string redirect = await live.NavigateAsync(LiveSession.Genuine + "&x=<b>&y=%0d%0aSet-Cookie:z");

        Assert.Equal(303, RawClient.StatusOf(redirect));
        Assert.Matches("^/result/[0-9a-f]{32}$", RawClient.LocationOf(redirect));
        Assert.DoesNotContain(LiveSession.State, redirect, StringComparison.Ordinal);
        Assert.DoesNotContain("the-code", redirect, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", redirect, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n", redirect, StringComparison.Ordinal);
        foreach ((string name, string value) in CallbackPage.Headers)
        {
            Assert.Equal(value, RawClient.FieldOf(redirect, name));
        }

        Assert.Equal(CallbackPage.StrictestPolicy, RawClient.FieldOf(redirect, "Content-Security-Policy"));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_path_of_the_result_is_another_one_in_every_session(string transport)
    {
        await using LiveSession one = await LiveSession.OpenAsync(transport);
        await using LiveSession two = await LiveSession.OpenAsync(transport);
        Assert.NotEqual(RawClient.LocationOf(await one.NavigateAsync(LiveSession.Genuine)), RawClient.LocationOf(await two.NavigateAsync(LiveSession.Genuine)));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_refused_response_is_answered_without_a_redirect_and_leaves_nothing_to_wait_for(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string reply = await live.NavigateAsync("?code=the-code&state=wrong");
        Assert.Equal(400, RawClient.StatusOf(reply));
        Assert.Null(RawClient.FieldOf(reply, "Location"));
        await live.StopAsync();
        await live.EndedAsync();
        await live.ShouldBeClosedAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "6")]
    public async Task A_browser_on_its_way_still_gets_its_page_after_the_end_and_then_the_listener_is_gone(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        live.Pending.Settle(CallbackPageKind.Success);
        await live.StopAsync();

        // In the meantime everything else is answered as before.
        Assert.Equal(404, RawClient.StatusOf(await live.SendAsync("GET", "/favicon.ico")));
        Assert.Equal(400, RawClient.StatusOf(await live.NavigateAsync("?code=x&state=wrong")));
        Assert.False(live.Run.IsCompleted);

        string page = await RawClient.ShowAsync(live.RedirectUri, path);
        Assert.Equal(200, RawClient.StatusOf(page));
        Assert.Contains("You are signed in", page, StringComparison.Ordinal);

        // The clock stands still: it was the page that ended the wait.
        await live.EndedAsync();
        await live.ShouldBeClosedAsync();
        Assert.Equal(0, live.Clock.ActiveTimerCount);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "6")]
    public async Task Who_never_asks_for_the_page_is_waited_for_two_seconds_and_then_the_listener_is_gone(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        Assert.Equal(303, RawClient.StatusOf(await live.AskAsync(LiveSession.Genuine)));
        live.Pending.Settle(CallbackPageKind.Success);
        live.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(live.Run.IsCompleted);
        await live.StopAsync();
        await live.Clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(404, RawClient.StatusOf(await live.SendAsync("GET", "/")));
        Assert.False(live.Run.IsCompleted);
        while (!live.Run.IsCompleted)
        {
            live.Clock.Advance(OwedPages.Grace);
            await Task.WhenAny(live.Run, live.Clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken));
        }

        await live.ShouldBeClosedAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Two_tabs_are_both_shown_the_page(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        Assert.Equal(path, RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine)));
        live.Pending.Settle(CallbackPageKind.Success);
        await live.StopAsync();
        Assert.Equal(200, RawClient.StatusOf(await RawClient.ShowAsync(live.RedirectUri, path)));
        Assert.False(live.Run.IsCompleted);
        Assert.Equal(200, RawClient.StatusOf(await RawClient.ShowAsync(live.RedirectUri, path)));
        await live.EndedAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_page_may_be_reloaded_while_the_session_is_open(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        live.Pending.Settle(CallbackPageKind.Denied);
        string first = await RawClient.ShowAsync(live.RedirectUri, path);
        Assert.Contains("declined", first, StringComparison.Ordinal);
        Assert.Contains("declined", await RawClient.ShowAsync(live.RedirectUri, path), StringComparison.Ordinal);
        await live.StopAsync();
        await live.EndedAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "13")]
    public async Task The_wait_for_the_truth_is_finite_and_its_page_promises_nothing(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        using RawClient browser = await RawClient.ConnectAsync(live.RedirectUri);
        await browser.SendAsync($"GET {path} HTTP/1.1\r\nHost: {live.RedirectUri.Authority}\r\n\r\n");
        Task<string> page = browser.ReadToEndAsync();
        for (int second = 0; second < 9; second++)
        {
            // An answer to a later request shows that the page's is waited for.
            Assert.Equal(204, RawClient.StatusOf(await live.SendAsync("HEAD", path)));
            live.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(page.IsCompleted);
        while (!page.IsCompleted)
        {
            live.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(page, live.Clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken));
        }

        Assert.Equal(200, RawClient.StatusOf(await page));
        Assert.Contains("Return to the application", await page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_failure_is_told_as_one(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        live.Pending.Settle(CallbackPageKind.Failure);
        string page = await RawClient.ShowAsync(live.RedirectUri, path);
        Assert.Equal(400, RawClient.StatusOf(page));
        Assert.DoesNotContain("You are signed in", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "6")]
    public async Task After_dispose_the_listener_is_gone_though_a_page_is_owed(string transport)
    {
        LiveSession live = await LiveSession.OpenAsync(transport);
        Assert.Equal(303, RawClient.StatusOf(await live.AskAsync(LiveSession.Genuine)));
        await live.DisposeAsync();
        await live.ShouldBeClosedAsync();
        Assert.Equal(0, live.Clock.ActiveTimerCount);
    }

    [Theory]
    [InlineData("socket", "GET", "", "Sec-Fetch-Mode: navigate", 200)]
    [InlineData("socket", "HEAD", "", "X: y", 204)]
    [InlineData("socket", "GET", "", "Sec-Purpose: prefetch", 204)]
    [InlineData("socket", "GET", "", "Sec-Fetch-Mode: cors", 403)]
    [InlineData("socket", "GET", "", "Sec-Fetch-Dest: iframe", 403)]
    [InlineData("socket", "GET", "?x", "X: y", 404)]
    [InlineData("socket", "GET", "/", "X: y", 404)]
    [InlineData("socket", "POST", "", "Content-Length: 0", 405)]
    [InlineData("httplistener", "GET", "", "Sec-Fetch-Mode: navigate", 200)]
    [InlineData("httplistener", "HEAD", "", "X: y", 204)]
    [InlineData("httplistener", "GET", "", "Sec-Purpose: prefetch", 204)]
    [InlineData("httplistener", "GET", "", "Sec-Fetch-Mode: cors", 403)]
    [InlineData("httplistener", "GET", "", "Sec-Fetch-Dest: iframe", 403)]
    [InlineData("httplistener", "GET", "?x", "X: y", 404)]
    [InlineData("httplistener", "GET", "/", "X: y", 404)]
    [InlineData("httplistener", "POST", "", "Content-Length: 0", 405)]
    public async Task Only_a_navigation_to_the_very_path_is_shown_the_page(string transport, string method, string rest, string field, int status)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport, acceptFormPost: true);
        string path = RawClient.LocationOf(await live.NavigateAsync(LiveSession.Genuine));
        live.Pending.Settle(CallbackPageKind.Success);
        string reply = await live.SendAsync(method, path + rest, field);
        Assert.Equal(status, RawClient.StatusOf(reply));
        Assert.Equal(status == 200, reply.Contains("You are signed in", StringComparison.Ordinal));
    }
}
