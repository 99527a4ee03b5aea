using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>
/// The authorization server for both clients, in this process and without a socket. It holds a client to PKCE with S256.
/// It remembers nothing: the code carries the challenge, so that the browser may also live in another process.
/// </summary>
internal sealed class SignInServer : HttpMessageHandler
{
    public const string AuthorizationEndpoint = "https://auth.example.test/authorize";
    public const string TokenEndpoint = "https://auth.example.test/token";
    public const string Issuer = "https://auth.example.test";
    public const string ClientId = "benchmark";
    public const string AccessToken = "2YotnFZFEjr1zCsicMWpAA-2YotnFZFEjr1zCsicMWpAA";

    private const string CodePrefix = "4-0AeanS0bPq7Zt2Wk9Xv5Lr8Nc3M-"; // With a challenge of 43 characters the code has 74, as real ones have.

    private static readonly byte[] Tokens = Encoding.ASCII.GetBytes(
        $$"""{"access_token":"{{AccessToken}}","token_type":"Bearer","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA-tGzv3JOkF0XG5Qx2TlKWIA","scope":"profile"}""");

    private long _allocated;

    /// <summary>What answering has allocated: it is no part of a client.</summary>
    public long Allocated => Volatile.Read(ref _allocated);

    /// <summary>Answers an authorization request as a user's consent would: with the address of the redirect.</summary>
    public static string Authorize(string authorizationUrl)
    {
        var query = HttpUtility.ParseQueryString(new Uri(authorizationUrl).Query);
        if (query["response_type"] != "code" || query["client_id"] != ClientId || query["code_challenge_method"] != "S256" || query["code_challenge"]?.Length != 43)
        {
            throw new InvalidOperationException($"The authorization request is not what it should be: {authorizationUrl}");
        }

        string state = query["state"] is { } sent ? $"&state={sent}" : "";
        return $"{query["redirect_uri"]}?code={CodePrefix}{query["code_challenge"]}{state}&iss={Uri.EscapeDataString(Issuer)}";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The content is in memory, so that all of this is done on one thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        bool isRight = request.RequestUri!.OriginalString == TokenEndpoint && form["grant_type"] == "authorization_code" && form["code"] == CodePrefix + challenge;
        HttpResponseMessage response = new(isRight ? HttpStatusCode.OK : HttpStatusCode.BadRequest)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(isRight ? Tokens : """{"error":"invalid_grant"}"""u8.ToArray()),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Interlocked.Add(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        return response;
    }
}
