using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class AdmissionPolicyTests
{
    private static readonly Uri RedirectUri = new("http://127.0.0.1:56121/callback");

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
        Uri? redirectUri = null)
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
            ContentType = Encoding.UTF8.GetBytes(contentType),
            ContentLength = contentLength,
            HasTransferEncoding = transferEncoding,
            HasUpgrade = upgrade,
        };
        return new AdmissionPolicy(redirectUri ?? RedirectUri, acceptFormPost).Judge(request, out _);
    }
}
