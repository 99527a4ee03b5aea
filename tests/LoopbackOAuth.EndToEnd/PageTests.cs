using System.Web;
using LoopbackOAuth.Callback;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Testing;
using Microsoft.Playwright;

namespace LoopbackOAuth.EndToEnd;

/// <summary>What a user sees in a real browser at the end of a sign-in, and what of it stays there.</summary>
public sealed class PageTests(ChromiumFixture chromium, AuthorizationServerFixture fixture)
{
    private const string SignedIn = "You are signed in";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Transports => ["socket", "httplistener"];

    [Theory, MemberData(nameof(Transports))]
    public async Task After_a_sign_in_address_bar_and_history_hold_neither_code_nor_state(string transport)
    {
        await using var server = await new TestAuthorizationServer().StartAsync(Token);
        await using var tab = await chromium.OpenAsync();

        var outcome = await tab.SignInAsync(server.Issuer, transport: transport);
        await tab.ShouldBeTitledAsync(SignedIn);

        var success = Assert.IsType<AuthorizationOutcome.Succeeded>(outcome);
        Assert.Equal(transport, success.Transport);
        await ShouldHoldNoSecretAsync(tab, success.RedirectUri);
        Assert.Equal(SignedIn, await tab.Page.Locator("h1").InnerTextAsync());
        Assert.True(tab.Complaints.Count == 0, string.Join("\n", tab.Complaints));
        Assert.All(tab.Requests, request => Assert.Contains(new Uri(request.Url).Authority, (string[])[server.BaseAddress.Authority, success.RedirectUri.Authority]));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task A_form_post_of_a_real_authorization_server_works_and_leaves_no_code_behind_either(string transport)
    {
        var server = await fixture.StartedAsync();
        await using var tab = await chromium.OpenAsync();

        var outcome = await tab.SignInAsync(server.Issuer, transport: transport, change: request => request with { ClientId = AuthorizationServerProcess.PublicClient, FormPost = true });
        await tab.ShouldBeTitledAsync(SignedIn);

        var success = Assert.IsType<AuthorizationOutcome.Succeeded>(outcome);
        var post = Assert.Single(tab.Requests, request => request.Method == "POST" && new Uri(request.Url).Authority == success.RedirectUri.Authority);
        Assert.Contains("code=", post.PostData, StringComparison.Ordinal);
        Assert.Equal(success.RedirectUri, new Uri(post.Url));

        // Under the callback's own address a reload would send the code once more.
        Assert.NotEqual(success.RedirectUri.AbsolutePath, new Uri(tab.Page.Url).AbsolutePath);
        Assert.Equal("", new Uri(tab.Page.Url).Query);
        Assert.True(tab.Complaints.Count == 0, string.Join("\n", tab.Complaints));
    }

    [Fact]
    public async Task Success_is_not_shown_before_the_tokens_are_stored()
    {
        await using var server = await new TestAuthorizationServer().StartAsync(Token);
        await using var tab = await chromium.OpenAsync();
        var store = new SlowStore();

        var signIn = tab.SignInAsync(server.Issuer, store: store);
        await store.Reached.WaitAsync(Deadline.Default, Token);
        Assert.NotEqual(SignedIn, await tab.Page.TitleAsync());
        store.Release();

        await tab.ShouldBeTitledAsync(SignedIn);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
    }

    [Fact]
    public async Task Whoever_says_no_sees_that_it_was_declined()
    {
        await using var server = await new TestAuthorizationServer(new() { AutoConsent = false }).StartAsync(Token);
        await using var tab = await chromium.OpenAsync();

        var signIn = tab.SignInAsync(server.Issuer);
        await tab.Page.GetByText("Deny").ClickAsync();

        await tab.ShouldBeTitledAsync("Sign-in was declined");
        Assert.IsType<AuthorizationOutcome.Denied>(await signIn);
        Assert.DoesNotContain("state=", tab.Page.Url, StringComparison.Ordinal);

        // The page of the test's own server has no icon.
        Assert.All(tab.Complaints, complaint => Assert.Contains($"{server.BaseAddress}favicon.ico", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_exchange_is_not_shown_as_success()
    {
        await using var server = await new TestAuthorizationServer { Misbehaviour = new() { TokenEndpoint = TokenEndpointFault.InvalidGrant } }.StartAsync(Token);
        await using var tab = await chromium.OpenAsync();

        Assert.IsType<AuthorizationOutcome.ExchangeFailed>(await tab.SignInAsync(server.Issuer));

        await tab.ShouldBeTitledAsync("Sign-in did not complete");
    }

    [Fact]
    public async Task A_tab_that_is_not_the_sign_in_says_what_to_do_and_the_sign_in_goes_on()
    {
        await using var server = await new TestAuthorizationServer(new() { AutoConsent = false }).StartAsync(Token);
        await using var tab = await chromium.OpenAsync();
        await using var lost = await chromium.OpenAsync();

        var signIn = tab.SignInAsync(server.Issuer);
        await tab.Page.GetByText("Allow", new() { Exact = true }).WaitForAsync();
        var redirectUri = HttpUtility.ParseQueryString(new Uri(tab.Page.Url).Query)["redirect_uri"];
        await lost.Page.GotoAsync($"{redirectUri}?code=forged&state=<script>document.title=1</script>");
        await lost.ShouldBeTitledAsync("This tab is not the current sign-in");
        Assert.DoesNotContain("forged", await lost.Page.ContentAsync(), StringComparison.Ordinal);
        await tab.Page.GetByText("Allow", new() { Exact = true }).ClickAsync();

        await tab.ShouldBeTitledAsync(SignedIn);
        Assert.IsType<AuthorizationOutcome.Succeeded>(await signIn);
    }

    [Theory]
    [InlineData(ColorScheme.Light, ForcedColors.None, "rgb(243, 244, 246)", "rgb(15, 107, 54)")]
    [InlineData(ColorScheme.Dark, ForcedColors.None, "rgb(18, 21, 24)", "rgb(102, 209, 144)")]
    [InlineData(ColorScheme.Dark, ForcedColors.Active, "rgb(0, 0, 0)", "rgb(255, 255, 255)")]
    public async Task The_page_wears_the_colours_that_the_user_prefers(ColorScheme scheme, ForcedColors forced, string background, string symbol)
    {
        await using var tab = await SignedInAsync(320, 568, scheme, forced);

        Assert.Equal(background, await tab.StyleAsync("body", "background-color"));
        Assert.Equal(symbol, await tab.StyleAsync(".Success", "border-top-color"));
        Assert.Equal("3px", await tab.StyleAsync(".Success", "border-top-width"));
    }

    [Theory]
    [InlineData(320, 568)]
    [InlineData(360, 640)]
    [InlineData(1920, 1080)]
    public async Task The_page_fits_on_a_phone_and_on_a_wide_screen(int width, int height)
    {
        await using var tab = await SignedInAsync(width, height);

        Assert.Equal($"{width} {height}", await tab.Page.EvaluateAsync<string>("`${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`"));
        var card = (await tab.Page.Locator("main").BoundingBoxAsync())!;
        Assert.InRange(card.Width, 280, 480);
        Assert.InRange(card.X - (width - card.X - card.Width), -1, 1);
        Assert.True((await tab.Page.Locator("p").BoundingBoxAsync())!.Width <= card.Width);
        Assert.Equal("17px", await tab.StyleAsync("p", "font-size"));
    }

    [Fact]
    public async Task The_policy_lets_the_callers_own_styles_and_images_through_and_nothing_else()
    {
        // Carriage returns, which the browser takes out before it compares hashes; an attribute and an address, which the policy forbids.
        const string document = """
            <!doctype html><title>Ours</title><style media="screen">h1 { color: rgb(1, 2, 3) }

            h1::after { content: "é" }</style><h1 style="margin-left: 77px">Ours</h1>
            <img alt="" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
            <img alt="" src="/other.png"><a href="#" onclick="document.title = 'clicked'">go</a>
            """;
        await using var server = await new TestAuthorizationServer().StartAsync(Token);
        await using var tab = await chromium.OpenAsync();

        await tab.SignInAsync(server.Issuer, pages: CallbackPages.FromHtml(_ => document.ReplaceLineEndings("\r\n")));
        await tab.ShouldBeTitledAsync("Ours");

        Assert.Equal("rgb(1, 2, 3)", await tab.StyleAsync("h1", "color"));
        Assert.Equal("0px", await tab.StyleAsync("h1", "margin-left"));
        Assert.Equal(1, await tab.Page.EvalOnSelectorAsync<int>("img", "image => image.naturalWidth"));
        await tab.Page.GetByText("go").ClickAsync();
        Assert.Equal("Ours", await tab.Page.TitleAsync());
        Assert.DoesNotContain(tab.Requests, request => request.Url.EndsWith(".png", StringComparison.Ordinal) && request.Failure is null);
        Assert.Contains(tab.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Invariant", "7")]
    public async Task Nothing_is_shown_raw_texts_are_text_to_a_browser_whatever_is_in_them()
    {
        const string hostile = "</style></title><script>document.title='run'</script><b>Fertig</b>";
        await using var server = await new TestAuthorizationServer().StartAsync(Token);
        await using var tab = await chromium.OpenAsync();

        await tab.SignInAsync(server.Issuer, pages: CallbackPages.FromTexts("de", _ => new(hostile, hostile)));
        await tab.ShouldBeTitledAsync(hostile);

        Assert.Equal(hostile, await tab.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(hostile, await tab.Page.Locator("p").InnerTextAsync());
        Assert.Equal(0, await tab.Page.Locator("script, b").CountAsync());
        Assert.True(tab.Complaints.Count == 0, string.Join("\n", tab.Complaints));
    }

    // The answer to the callback must be a redirect to a clean path: a page sent there at once stays under the callback's own address, code and all.
    private static async Task ShouldHoldNoSecretAsync(ChromiumTab tab, Uri redirectUri)
    {
        var callback = new Uri(Assert.Single(tab.Requests, request => request.Url.StartsWith(redirectUri.OriginalString + "?", StringComparison.Ordinal)).Url);
        var parameters = HttpUtility.ParseQueryString(callback.Query);
        foreach (var secret in (string[])[parameters["code"]!, parameters["state"]!])
        {
            Assert.DoesNotContain(secret, tab.Page.Url, StringComparison.Ordinal);
            Assert.All(await tab.HistoryAsync(), address => Assert.DoesNotContain(secret, address, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, await tab.Page.ContentAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, await tab.Page.EvaluateAsync<string>("document.referrer"), StringComparison.Ordinal);
        }

        Assert.Equal(redirectUri.Authority, new Uri(tab.Page.Url).Authority);
        Assert.Equal("", new Uri(tab.Page.Url).Query);
    }

    private async Task<ChromiumTab> SignedInAsync(int width, int height, ColorScheme scheme = ColorScheme.Light, ForcedColors forced = ForcedColors.None)
    {
        await using var server = await new TestAuthorizationServer().StartAsync(Token);
        var tab = await chromium.OpenAsync(width, height, scheme, forced);
        await tab.SignInAsync(server.Issuer);
        await tab.ShouldBeTitledAsync(SignedIn);
        return tab;
    }
}
