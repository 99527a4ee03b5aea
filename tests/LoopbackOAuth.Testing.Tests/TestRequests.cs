using System.Text.Json;
using System.Web;

namespace LoopbackOAuth.Testing.Tests;

/// <summary>A careful client by hand: every test changes one thing about it.</summary>
internal static class TestRequests
{
    // RFC 7636 appendix B.
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string RedirectUri = "http://127.0.0.1:49321/callback";
    public const string State = "state with spaces & +%2F";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static HttpClient Client(this TestAuthorizationServer server) =>
        new(server.CreateHandler()) { BaseAddress = new Uri(server.Issuer + "/") };

    public static string AuthorizeUrl(this TestAuthorizationServer server, params (string Name, string? Value)[] changes) =>
        server.Issuer + "/authorize?" + Encode(Change(
        [
            ("response_type", "code"),
            ("client_id", "app"),
            ("redirect_uri", RedirectUri),
            ("scope", "openid email"),
            ("state", State),
            ("nonce", "n-1"),
            ("code_challenge", Challenge),
            ("code_challenge_method", "S256"),
        ], changes));

    public static Task<HttpResponseMessage> AuthorizeAsync(this TestAuthorizationServer server, params (string Name, string? Value)[] changes) =>
        server.Client().GetAsync(server.AuthorizeUrl(changes), Cancellation);

    public static async Task<string> CodeAsync(this TestAuthorizationServer server, params (string Name, string? Value)[] changes)
    {
        using HttpResponseMessage response = await server.AuthorizeAsync(changes);
        return response.CallbackParameters("code").Single();
    }

    public static Task<HttpResponseMessage> RedeemAsync(this TestAuthorizationServer server, string code, params (string Name, string? Value)[] changes) =>
        server.TokenAsync(Change(
        [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", RedirectUri),
            ("client_id", "app"),
            ("code_verifier", Verifier),
        ], changes));

    public static Task<HttpResponseMessage> RefreshAsync(this TestAuthorizationServer server, string refreshToken, params (string Name, string? Value)[] changes) =>
        server.TokenAsync(Change([("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", "app")], changes));

    public static async Task<HttpResponseMessage> TokenAsync(this TestAuthorizationServer server, IEnumerable<(string Name, string? Value)> parameters)
    {
        // A parameter named Authorization is the header of that name.
        (string Name, string? Value)[] all = [.. parameters];
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Issuer + "/token")
        {
            Content = new StringContent(Encode(all.Where(pair => pair.Name != "Authorization")), new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        if (all.FirstOrDefault(pair => pair.Name == "Authorization").Value is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await server.Client().SendAsync(request, Cancellation);
    }

    public static string[] CallbackParameters(this HttpResponseMessage response, string name)
    {
        Assert.Equal(303, (int)response.StatusCode);
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query).GetValues(name) ?? [];
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, int status = 200)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation));
        return document.RootElement.Clone();
    }

    public static async Task<string> ErrorAsync(this HttpResponseMessage response, int status = 400) =>
        (await response.JsonAsync(status)).GetProperty("error").GetString()!;

    public static JsonElement Claims(this JsonElement token)
    {
        string payload = token.GetProperty("id_token").GetString()!.Split('.')[1];
        using JsonDocument document = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        return document.RootElement.Clone();
    }

    // A null takes a parameter away; a leading plus adds one beside what is there.
    private static List<(string Name, string? Value)> Change(List<(string Name, string? Value)> parameters, (string Name, string? Value)[] changes)
    {
        foreach ((string name, string? value) in changes)
        {
            if (!name.StartsWith('+'))
            {
                parameters.RemoveAll(pair => pair.Name == name);
            }

            if (value is not null)
            {
                parameters.Add((name.TrimStart('+'), value));
            }
        }

        return parameters;
    }

    private static string Encode(IEnumerable<(string Name, string? Value)> parameters) =>
        string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value!)}"));
}
