using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class AdmissionPolicyTests
{
    private const string Result = "/result/0123456789abcdef0123456789abcdef";

    private static readonly Uri RedirectUri = new("http://127.0.0.1:56121/callback");
    private static readonly string[] Listed = ["https://accounts.example.com", "https://auth.example.com:8443"];

    [Theory]
    [InlineData("127.0.0.1:56121", nameof(Admission.Query))]
    [InlineData("127.0.0.1", nameof(Admission.Misdirected))]
    [InlineData("127.0.0.1:56122", nameof(Admission.Misdirected))]
    [InlineData("localhost:56121", nameof(Admission.Misdirected))]
    [InlineData("[::1]:56121", nameof(Admission.Misdirected))]
    [InlineData("evil.example", nameof(Admission.Misdirected))]
    [InlineData("127.0.0.1.evil.com:56121", nameof(Admission.Misdirected))]
    [InlineData("user@127.0.0.1:56121", nameof(Admission.Misdirected))]
    [InlineData("127.0.0.1:56121, evil.example", nameof(Admission.Misdirected))]
    [InlineData("", nameof(Admission.Misdirected))]
    public void The_host_must_be_the_very_authority_that_was_sent(string host, string expected) =>
        Assert.Equal(expected, Judge(host: host).ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Exactly_one_host_field(int count) => Assert.Equal(Admission.BadRequest, Judge(hostCount: count));

    [Theory]
    [InlineData("/callback?code=a", nameof(Admission.Query))]
    [InlineData("/callback", nameof(Admission.Query))]
    [InlineData("/callback?", nameof(Admission.Query))]
    [InlineData("/", nameof(Admission.NotFound))]
    [InlineData("/favicon.ico", nameof(Admission.NotFound))]
    [InlineData("//callback?code=a", nameof(Admission.NotFound))]
    [InlineData("/callback/?code=a", nameof(Admission.NotFound))]
    [InlineData("/callbackX?code=a", nameof(Admission.NotFound))]
    [InlineData("/%63allback?code=a", nameof(Admission.NotFound))]
    [InlineData("/callback;x?code=a", nameof(Admission.NotFound))]
    [InlineData("/CALLBACK?code=a", nameof(Admission.NotFound))]
    [InlineData("/a/../callback?code=a", nameof(Admission.NotFound))]
    [InlineData("http://127.0.0.1:56121/callback?code=a", nameof(Admission.BadRequest))]
    [InlineData("http://evil.example/callback?code=a", nameof(Admission.BadRequest))]
    [InlineData("*", nameof(Admission.BadRequest))]
    [InlineData("", nameof(Admission.BadRequest))]
    public void The_path_must_be_the_very_path_that_was_sent(string target, string expected) =>
        Assert.Equal(expected, Judge(target: target).ToString());

    [Theory]
    [InlineData("GET", nameof(Admission.Query))]
    [InlineData("HEAD", nameof(Admission.NoContent))]
    [InlineData("OPTIONS", nameof(Admission.NoContent))]
    [InlineData("POST", nameof(Admission.MethodNotAllowed))]
    [InlineData("PUT", nameof(Admission.MethodNotAllowed))]
    [InlineData("get", nameof(Admission.MethodNotAllowed))]
    [InlineData("TRACE", nameof(Admission.MethodNotAllowed))]
    public void Only_a_get_delivers(string method, string expected) => Assert.Equal(expected, Judge(method: method).ToString());

    [Theory]
    [InlineData("prefetch", nameof(Admission.NoContent))]
    [InlineData("prefetch;prerender", nameof(Admission.NoContent))]
    [InlineData("preview", nameof(Admission.NoContent))]
    [InlineData("", nameof(Admission.Query))]
    public void A_look_ahead_has_no_effect(string purpose, string expected) => Assert.Equal(expected, Judge(purpose: purpose).ToString());

    [Theory]
    [InlineData("navigate", "document", nameof(Admission.Query))]
    [InlineData("", "", nameof(Admission.Query))]
    [InlineData("no-cors", "image", nameof(Admission.Forbidden))]
    [InlineData("cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("navigate", "iframe", nameof(Admission.Forbidden))]
    [InlineData("websocket", "", nameof(Admission.Forbidden))]
    public void Only_a_navigation_of_the_user_delivers(string mode, string destination, string expected) =>
        Assert.Equal(expected, Judge(fetchMode: mode, fetchDest: destination).ToString());

    [Theory]
    [InlineData("websocket", "")]
    [InlineData("same-origin", "")]
    [InlineData("nested-navigate", "document")]
    [InlineData("navigate", "frame")]
    [InlineData("navigate", "embed")]
    [InlineData("navigate", "object")]
    [InlineData("no-cors", "script")]
    [InlineData("", "image")]
    [InlineData("Navigate", "document")]
    [InlineData("navigate, navigate", "document")]
    public void What_a_page_loads_delivers_nothing(string mode, string destination) =>
        Assert.Equal(Admission.Forbidden, Judge(fetchMode: mode, fetchDest: destination, allowedOrigins: Listed));

    [Theory]
    [InlineData("GET", Result, "", "navigate", nameof(Admission.ResultPage))]
    [InlineData("GET", Result, "", "", nameof(Admission.ResultPage))]
    [InlineData("GET", Result, "prefetch", "navigate", nameof(Admission.NoContent))]
    [InlineData("HEAD", Result, "", "", nameof(Admission.NoContent))]
    [InlineData("OPTIONS", Result, "", "cors", nameof(Admission.NoContent))]
    [InlineData("POST", Result, "", "navigate", nameof(Admission.MethodNotAllowed))]
    [InlineData("GET", Result, "", "cors", nameof(Admission.Forbidden))]
    [InlineData("GET", Result, "", "no-cors", nameof(Admission.Forbidden))]
    [InlineData("GET", Result + "?", "", "", nameof(Admission.NotFound))]
    [InlineData("GET", Result + "?code=a&state=b", "", "", nameof(Admission.NotFound))]
    [InlineData("GET", Result + "/", "", "", nameof(Admission.NotFound))]
    [InlineData("GET", "/result/", "", "", nameof(Admission.NotFound))]
    [InlineData("GET", "/result/0123456789abcdef0123456789abcdeF", "", "", nameof(Admission.NotFound))]
    [InlineData("GET", "/callback" + Result, "", "", nameof(Admission.NotFound))]
    public void The_result_page_is_for_a_navigation_to_its_very_path(string method, string target, string purpose, string mode, string expected) =>
        Assert.Equal(expected, Judge(method: method, target: target, purpose: purpose, fetchMode: mode, origin: mode == "cors" ? Listed[0] : "", allowedOrigins: Listed, acceptFormPost: true).ToString());

    [Fact]
    public void The_result_page_is_held_to_the_same_authority_and_has_no_body()
    {
        Assert.Equal(Admission.Misdirected, Judge(target: Result, host: "evil.example"));
        Assert.Equal(Admission.BadRequest, Judge(target: Result, hostCount: 2));
        Assert.Equal(Admission.BadRequest, Judge(target: Result, contentLength: 1));
        Assert.Equal(Admission.BadRequest, Judge(target: Result, upgrade: true));
    }

    [Theory]
    [InlineData("https://accounts.example.com", "cors", "empty", nameof(Admission.CrossOriginFetch))]
    [InlineData("https://auth.example.com:8443", "cors", "empty", nameof(Admission.CrossOriginFetch))]
    [InlineData("https://accounts.example.com", "cors", "", nameof(Admission.CrossOriginFetch))]
    [InlineData("https://accounts.example.com", "", "", nameof(Admission.CrossOriginFetch))]
    [InlineData("https://accounts.example.com", "cors", "script", nameof(Admission.Forbidden))]
    [InlineData("https://accounts.example.com", "no-cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://accounts.example.com", "same-origin", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://accounts.example.com", "navigate", "document", nameof(Admission.Query))]
    [InlineData("https://accounts.example.com", "navigate", "iframe", nameof(Admission.Forbidden))]
    [InlineData("https://auth.example.com", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://Accounts.example.com", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://accounts.example.com/", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://accounts.example.com, https://evil.example", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://evil.example", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("https://evil.example", "", "", nameof(Admission.Forbidden))]
    [InlineData("null", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("null", "", "", nameof(Admission.Query))]
    [InlineData("", "cors", "empty", nameof(Admission.Forbidden))]
    [InlineData("", "navigate", "document", nameof(Admission.Query))]
    public void A_script_delivers_only_from_an_origin_that_is_listed_letter_by_letter(string origin, string mode, string destination, string expected) =>
        Assert.Equal(expected, Judge(origin: origin, fetchMode: mode, fetchDest: destination, allowedOrigins: Listed).ToString());

    [Fact]
    public void Without_a_list_no_script_delivers()
    {
        Assert.Equal(Admission.Forbidden, Judge(origin: Listed[0], fetchMode: "cors", fetchDest: "empty"));
        Assert.Equal(Admission.Forbidden, Judge(origin: Listed[0]));
        Assert.Equal(Admission.NoContent, Judge(method: "OPTIONS", origin: Listed[0], preflightMethod: "GET"));
    }

    [Theory]
    [InlineData("HEAD", "/callback?code=a", "", nameof(Admission.NoContent))]
    [InlineData("POST", "/callback", "", nameof(Admission.Forbidden))]
    [InlineData("GET", "/callback?code=a", "prefetch", nameof(Admission.NoContent))]
    [InlineData("GET", "/other?code=a", "", nameof(Admission.NotFound))]
    [InlineData("GET", Result, "", nameof(Admission.Forbidden))]
    public void A_listed_script_may_only_get_the_callback(string method, string target, string purpose, string expected) =>
        Assert.Equal(expected, Judge(method: method, target: target, purpose: purpose, origin: Listed[0], fetchMode: "cors", allowedOrigins: Listed, acceptFormPost: true).ToString());

    [Theory]
    [InlineData("https://accounts.example.com", "GET", "/callback", nameof(Admission.Preflight))]
    [InlineData("https://accounts.example.com", "GET", "/callback?code=a&state=b", nameof(Admission.Preflight))]
    [InlineData("https://accounts.example.com", "POST", "/callback", nameof(Admission.NoContent))]
    [InlineData("https://accounts.example.com", "", "/callback", nameof(Admission.NoContent))]
    [InlineData("https://accounts.example.com", "get", "/callback", nameof(Admission.NoContent))]
    [InlineData("https://evil.example", "GET", "/callback", nameof(Admission.NoContent))]
    [InlineData("null", "GET", "/callback", nameof(Admission.NoContent))]
    [InlineData("", "GET", "/callback", nameof(Admission.NoContent))]
    [InlineData("https://accounts.example.com", "GET", "/other", nameof(Admission.NotFound))]
    [InlineData("https://accounts.example.com", "GET", Result, nameof(Admission.NoContent))]
    public void Only_a_preflight_for_that_fetch_is_one(string origin, string wanted, string target, string expected) =>
        Assert.Equal(expected, Judge(method: "OPTIONS", target: target, origin: origin, preflightMethod: wanted, fetchMode: "cors", fetchDest: "empty", allowedOrigins: Listed).ToString());

    [Theory]
    [InlineData("", nameof(Admission.FormBody))]
    [InlineData("null", nameof(Admission.FormBody))]
    [InlineData("https://as.example.com", nameof(Admission.FormBody))]
    [InlineData("http://127.0.0.1:5000", nameof(Admission.FormBody))]
    [InlineData("http://127.0.0.1", nameof(Admission.FormBody))]
    [InlineData("http://localhost:5000", nameof(Admission.FormBody))]
    [InlineData("http://[::1]:5000", nameof(Admission.FormBody))]
    [InlineData("http://[::1]", nameof(Admission.FormBody))]
    [InlineData("http://as.example.com", nameof(Admission.Forbidden))]
    [InlineData("http://127.0.0.1.evil.example", nameof(Admission.Forbidden))]
    [InlineData("http://localhost.evil.example:80", nameof(Admission.Forbidden))]
    [InlineData("http://", nameof(Admission.Forbidden))]
    [InlineData("chrome-extension://abc", nameof(Admission.Forbidden))]
    [InlineData("file://", nameof(Admission.Forbidden))]
    public void A_form_comes_from_a_page_that_may_be_the_authorization_servers(string origin, string expected) =>
        Assert.Equal(expected, Judge(method: "POST", origin: origin, fetchMode: "navigate", fetchDest: "document", contentType: "application/x-www-form-urlencoded", contentLength: 40, acceptFormPost: true).ToString());

    [Fact]
    public void It_is_pure_and_allocates_nothing()
    {
        AdmissionPolicy policy = new(RedirectUri, acceptFormPost: true, Listed, Result);
        int sum = JudgeAll(policy);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int again = JudgeAll(policy);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(sum, again);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_get_has_no_body() => Assert.Equal(Admission.BadRequest, Judge(contentLength: 1));

    [Fact]
    public void Transfer_codings_and_upgrades_are_no_callbacks()
    {
        Assert.Equal(Admission.BadRequest, Judge(transferEncoding: true));
        Assert.Equal(Admission.BadRequest, Judge(upgrade: true));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", 40, nameof(Admission.FormBody))]
    [InlineData("Application/X-WWW-Form-Urlencoded; charset=utf-8", 40, nameof(Admission.FormBody))]
    [InlineData("application/json", 40, nameof(Admission.UnsupportedMediaType))]
    [InlineData("", 40, nameof(Admission.UnsupportedMediaType))]
    [InlineData("application/x-www-form-urlencoded", -1, nameof(Admission.BadRequest))]
    [InlineData("application/x-www-form-urlencoded", 16 * 1024, nameof(Admission.FormBody))]
    [InlineData("application/x-www-form-urlencoded", (16 * 1024) + 1, nameof(Admission.ContentTooLarge))]
    [InlineData("application/x-www-form-urlencoded", long.MaxValue, nameof(Admission.ContentTooLarge))]
    public void A_form_post_is_taken_when_it_was_asked_for(string mediaType, long length, string expected) =>
        Assert.Equal(expected, Judge(method: "POST", contentType: mediaType, contentLength: length, acceptFormPost: true).ToString());

    [Fact]
    public void The_query_of_the_redirect_uri_itself_does_not_change_the_path()
    {
        AdmissionPolicy policy = new(new Uri("http://localhost:1234/cb?tenant=a"), acceptFormPost: false);
        CallbackRequest request = new()
        {
            Method = "GET"u8, Target = "/cb?tenant=a&code=x"u8, Host = "localhost:1234"u8, HostCount = 1, ContentLength = -1,
        };
        Assert.Equal(Admission.Query, policy.Judge(request, out ReadOnlySpan<byte> query));
        Assert.Equal("tenant=a&code=x", Encoding.ASCII.GetString(query));
    }

    [Theory]
    [InlineData("http://[::1]:9000/callback", "[::1]:9000")]
    [InlineData("http://127.0.0.1:80/callback", "127.0.0.1")]
    [InlineData("http://127.0.0.1:80/callback", "127.0.0.1:80")]
    public void The_authority_is_written_as_browsers_write_it(string redirectUri, string host) =>
        Assert.Equal(Admission.Query, Judge(host: host, redirectUri: new Uri(redirectUri)));

    private static Admission Judge(
        string method = "GET",
        string target = "/callback?code=a&state=b",
        string host = "127.0.0.1:56121",
        int hostCount = 1,
        string purpose = "",
        string fetchMode = "",
        string fetchDest = "",
        string contentType = "",
        long contentLength = -1,
        bool transferEncoding = false,
        bool upgrade = false,
        bool acceptFormPost = false,
        Uri? redirectUri = null,
        string origin = "",
        string preflightMethod = "",
        string[]? allowedOrigins = null)
    {
        if (redirectUri is not null && host == "127.0.0.1:56121")
        {
            host = redirectUri.Authority;
        }

        CallbackRequest request = new()
        {
            Method = Encoding.UTF8.GetBytes(method),
            Target = Encoding.UTF8.GetBytes(target),
            Host = Encoding.UTF8.GetBytes(host),
            HostCount = hostCount,
            Purpose = Encoding.UTF8.GetBytes(purpose),
            FetchMode = Encoding.UTF8.GetBytes(fetchMode),
            FetchDest = Encoding.UTF8.GetBytes(fetchDest),
            Origin = Encoding.UTF8.GetBytes(origin),
            PreflightMethod = Encoding.UTF8.GetBytes(preflightMethod),
            ContentType = Encoding.UTF8.GetBytes(contentType),
            ContentLength = contentLength,
            HasTransferEncoding = transferEncoding,
            HasUpgrade = upgrade,
        };
        Admission admission = new AdmissionPolicy(redirectUri ?? RedirectUri, acceptFormPost, allowedOrigins, Result).Judge(request, out ReadOnlySpan<byte> query);
        Assert.True(query.IsEmpty || admission is Admission.Query or Admission.CrossOriginFetch);
        return admission;
    }

    private static int JudgeAll(AdmissionPolicy policy)
    {
        int sum = 0;
        for (int turn = 0; turn < 100; turn++)
        {
            CallbackRequest request = new() { Method = "GET"u8, Target = "/callback?code=a&state=b"u8, Host = "127.0.0.1:56121"u8, HostCount = 1, ContentLength = -1 };
            sum += (int)policy.Judge(request, out _);
            request.FetchMode = "cors"u8;
            request.Origin = "https://auth.example.com:8443"u8;
            Admission admission = policy.Judge(request, out _);
            sum += (int)admission + (policy.GrantFor(admission, request).Origin!.Length);
            request.Origin = "https://evil.example"u8;
            sum += (int)policy.Judge(request, out _);
            request.Target = "/result/0123456789abcdef0123456789abcdef"u8;
            request.FetchMode = "navigate"u8;
            sum += (int)policy.Judge(request, out _);
            request.Method = "POST"u8;
            request.Target = "/callback"u8;
            request.ContentType = "application/x-www-form-urlencoded; charset=utf-8"u8;
            request.ContentLength = 10;
            sum += (int)policy.Judge(request, out _);
        }

        return sum;
    }
}
