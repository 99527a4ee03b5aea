using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>Responses that a script of the provider's page delivers, on both HTTP transports.</summary>
public sealed class CrossOriginDeliveryTests
{
    private const string Listed = "https://accounts.example.com";
    private const string AlsoListed = "https://auth.example.com:8443";

    public static TheoryData<string> Transports => LiveSession.Transports;

    public static TheoryData<string, string> Strangers
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string transport in (string[])["socket", "httplistener"])
            {
                foreach (string origin in (string[])["https://evil.example", "null", "", "http://accounts.example.com", "https://accounts.example.com:443", "https://ACCOUNTS.example.com", "https://accounts.example.com.evil.example", "https://accounts.example.com/"])
                {
                    data.Add(transport, origin);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "7")]
    public async Task Nothing_from_outside_is_in_the_header_fields_that_answer_a_preflight_and_it_has_no_effect(string transport)
    {
        await using LiveSession live = await OpenAsync(transport);
        string reply = await PreflightAsync(live, AlsoListed, "Access-Control-Request-Headers: x-evil, content-type", "Access-Control-Request-Private-Network: true");

        Assert.Equal(204, RawClient.StatusOf(reply));
        Assert.Equal(AlsoListed, RawClient.FieldOf(reply, "Access-Control-Allow-Origin"));
        Assert.Equal("GET", RawClient.FieldOf(reply, "Access-Control-Allow-Methods"));
        Assert.Equal("Content-Type", RawClient.FieldOf(reply, "Access-Control-Allow-Headers"));
        Assert.Equal("true", RawClient.FieldOf(reply, "Access-Control-Allow-Private-Network"));
        Assert.Equal("Origin", RawClient.FieldOf(reply, "Vary"));
        Assert.Null(RawClient.FieldOf(reply, "Access-Control-Allow-Credentials"));
        Assert.Null(RawClient.FieldOf(reply, "Access-Control-Max-Age"));
        Assert.DoesNotContain("evil", reply, StringComparison.Ordinal);
        Assert.False(live.Pending.Response.IsCompleted);
        Assert.Equal(0, live.Pending.RefusedCount);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_preflight_is_allowed_what_it_asks_for_and_no_more(string transport)
    {
        await using LiveSession live = await OpenAsync(transport);
        string reply = await PreflightAsync(live, Listed);
        Assert.Equal(Listed, RawClient.FieldOf(reply, "Access-Control-Allow-Origin"));
        Assert.Null(RawClient.FieldOf(reply, "Access-Control-Allow-Headers"));
        Assert.Null(RawClient.FieldOf(reply, "Access-Control-Allow-Private-Network"));
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Another_origin_is_told_nothing_and_changes_nothing(string transport, string origin)
    {
        await using LiveSession live = await OpenAsync(transport);
        string preflight = await PreflightAsync(live, origin);
        string fetch = await FetchAsync(live, LiveSession.Genuine, origin);

        Assert.Equal(204, RawClient.StatusOf(preflight));
        Assert.Equal(403, RawClient.StatusOf(fetch));
        Assert.DoesNotContain("Access-Control", preflight + fetch, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Origin", RawClient.FieldOf(preflight, "Vary"));
        Assert.Equal("Origin", RawClient.FieldOf(fetch, "Vary"));
        Assert.False(live.Pending.Response.IsCompleted);
        Assert.Equal(0, live.Pending.RefusedCount);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Without_a_list_there_is_no_such_delivery_and_no_such_field(string transport)
    {
        await using LiveSession live = await LiveSession.OpenAsync(transport);
        string preflight = await PreflightAsync(live, Listed);
        string fetch = await FetchAsync(live, LiveSession.Genuine, Listed);
        Assert.Equal(204, RawClient.StatusOf(preflight));
        Assert.Equal(403, RawClient.StatusOf(fetch));
        Assert.DoesNotContain("Access-Control", preflight + fetch, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Vary", preflight + fetch, StringComparison.OrdinalIgnoreCase);
        Assert.False(live.Pending.Response.IsCompleted);
    }

    [Theory]
    [InlineData("socket", CallbackPageKind.Success, 200)]
    [InlineData("socket", CallbackPageKind.Denied, 200)]
    [InlineData("socket", CallbackPageKind.Failure, 400)]
    [InlineData("httplistener", CallbackPageKind.Success, 200)]
    [InlineData("httplistener", CallbackPageKind.Denied, 200)]
    [InlineData("httplistener", CallbackPageKind.Failure, 400)]
    public async Task A_script_is_told_the_end_when_it_is_known_and_shown_no_page(string transport, CallbackPageKind end, int status)
    {
        await using LiveSession live = await OpenAsync(transport);
        Task<string> fetch = FetchAsync(live, LiveSession.Genuine, Listed);
        AuthorizationResponse response = await live.Pending.Response.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CallbackChannel.CrossOriginFetch, response.Channel);
        Assert.Equal("the-code", response.Code!.Reveal());
        Assert.NotSame(fetch, await Task.WhenAny(fetch, live.SendAsync("GET", "/")));

        live.Pending.Settle(end);
        await live.StopAsync();
        string reply = await fetch;
        Assert.Equal(status, RawClient.StatusOf(reply));
        Assert.Equal(Listed, RawClient.FieldOf(reply, "Access-Control-Allow-Origin"));
        Assert.Equal("true", RawClient.FieldOf(reply, "Access-Control-Allow-Private-Network"));
        Assert.Null(RawClient.FieldOf(reply, "Access-Control-Allow-Methods"));
        Assert.Equal("Origin", RawClient.FieldOf(reply, "Vary"));
        Assert.Equal("0", RawClient.FieldOf(reply, "Content-Length"));
        Assert.Null(RawClient.FieldOf(reply, "Location"));

        // No page is owed, so nothing is waited for.
        await live.EndedAsync();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "2")]
    public async Task A_wrong_state_is_a_400_that_the_script_can_read_and_the_wait_goes_on(string transport)
    {
        await using LiveSession live = await OpenAsync(transport);
        string reply = await FetchAsync(live, "?error=access_denied&state=wrong", Listed);
        Assert.Equal(400, RawClient.StatusOf(reply));
        Assert.Equal(Listed, RawClient.FieldOf(reply, "Access-Control-Allow-Origin"));
        Assert.Equal(1, live.Pending.RefusedCount);
        Assert.False(live.Pending.Response.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    [Trait("Invariant", "3")]
    public async Task Delivered_by_script_and_by_navigation_it_counts_once_and_both_are_answered(string transport)
    {
        await using LiveSession live = await OpenAsync(transport);
        live.Pending.Settle(CallbackPageKind.Success);
        string fetch = await FetchAsync(live, LiveSession.Genuine, Listed);
        string redirect = await live.NavigateAsync(LiveSession.Genuine);
        Assert.Equal(200, RawClient.StatusOf(fetch));
        Assert.Equal(303, RawClient.StatusOf(redirect));
        Assert.Equal("Origin", RawClient.FieldOf(redirect, "Vary"));
        Assert.Null(RawClient.FieldOf(redirect, "Access-Control-Allow-Origin"));
        Assert.Equal(0, live.Pending.RefusedCount);
    }

    [Theory]
    [InlineData("socket", "Sec-Fetch-Mode: no-cors")]
    [InlineData("socket", "Sec-Fetch-Mode: same-origin")]
    [InlineData("socket", "Sec-Fetch-Mode: websocket")]
    [InlineData("socket", "Sec-Fetch-Dest: script")]
    [InlineData("httplistener", "Sec-Fetch-Mode: no-cors")]
    [InlineData("httplistener", "Sec-Fetch-Dest: script")]
    public async Task Only_fetch_delivers_not_what_else_a_listed_page_loads(string transport, string field)
    {
        await using LiveSession live = await OpenAsync(transport);
        string reply = await live.AskAsync(LiveSession.Genuine, $"Origin: {Listed}", field);
        Assert.Equal(403, RawClient.StatusOf(reply));
        Assert.DoesNotContain("Access-Control", reply, StringComparison.OrdinalIgnoreCase);
        Assert.False(live.Pending.Response.IsCompleted);
    }

    private static Task<LiveSession> OpenAsync(string transport) => LiveSession.OpenAsync(transport, acceptFormPost: false, Listed, AlsoListed);

    private static Task<string> PreflightAsync(LiveSession live, string origin, params string[] fields) =>
        live.SendAsync("OPTIONS", "/callback" + LiveSession.Genuine, [$"Origin: {origin}", "Access-Control-Request-Method: GET", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", .. fields]);

    private static Task<string> FetchAsync(LiveSession live, string query, string origin) =>
        live.AskAsync(query, $"Origin: {origin}", "Accept: */*", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty");
}
