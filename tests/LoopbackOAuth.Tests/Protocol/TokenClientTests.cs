using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class TokenClientTests
{
    private const string Good = """{"access_token":"at","token_type":"Bearer"}""";

    private static readonly CodeExchange Exchange = new()
    {
        TokenEndpoint = "https://auth.example.com/token",
        ClientId = "client",
        Code = new Secret("4/code+canary"),
        CodeVerifier = new Secret("verifier-canary"),
        RedirectUri = "http://127.0.0.1:56121/callback?x=1",
    };

    [Fact]
    public async Task A_public_client_sends_what_RFC_6749_and_RFC_7636_ask_for()
    {
        FakeServer server = FakeServer.Always(Good);

        TokenResponse response = (await ExchangeAsync(server, Exchange)).Value();

        Assert.Equal("at", response.AccessToken.Reveal());
        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", Exchange.TokenEndpoint, null), (request.Method, request.Url, request.Authorization));
        Assert.Equal(
            [
                new("grant_type", "authorization_code"),
                new("code", "4/code+canary"),
                new("redirect_uri", "http://127.0.0.1:56121/callback?x=1"),
                new("code_verifier", "verifier-canary"),
                new("client_id", "client"),
            ],
            request.Form);
    }

    [Fact]
    public async Task Basic_credentials_are_in_the_header_only()
    {
        FakeServer server = FakeServer.Always(Good);

        await ExchangeAsync(server, Exchange with { ClientSecret = new Secret("secret") });

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal("Basic " + Convert.ToBase64String("client:secret"u8), request.Authorization);
        Assert.Null(request.Field("client_secret"));
        Assert.Null(request.Field("client_id"));
    }

    [Fact]
    public async Task Post_credentials_are_in_the_body_only()
    {
        FakeServer server = FakeServer.Always(Good);

        await ExchangeAsync(server, Exchange with { ClientSecret = new Secret("secret"), TokenEndpointAuthMethodsSupported = ["client_secret_post"] });

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Null(request.Authorization);
        Assert.Equal(("client", "secret"), (request.Field("client_id"), request.Field("client_secret")));
    }

    [Fact]
    public async Task The_challenge_is_repeated_and_resources_are_sent_where_asked_for()
    {
        FakeServer server = FakeServer.Always(Good);

        await ExchangeAsync(server, Exchange with { RepeatedCodeChallenge = "challenge", Resources = ["https://a.example", "https://b.example/x"] });

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal(("challenge", "S256"), (request.Field("code_challenge"), request.Field("code_challenge_method")));
        Assert.Equal(["https://a.example", "https://b.example/x"], request.Form.Where(field => field.Key == "resource").Select(field => field.Value));
    }

    [Theory]
    [InlineData(400, "invalid_grant")]
    [InlineData(401, "invalid_client")]
    [InlineData(400, "unauthorized_client")]
    [InlineData(503, "temporarily_unavailable")]
    [InlineData(400, "a_code_of_its_own")]
    public async Task The_servers_error_is_kept_whole(int status, string code)
    {
        FakeServer server = FakeServer.Always(
            $$"""{"error":"{{code}}","error_description":"Some \"words\".","error_uri":"https://docs.example.com","extra":1}""", status);

        OAuthError error = (await ExchangeAsync(server, Exchange)).Error();

        Assert.Equal((code, "Some \"words\".", "https://docs.example.com", status), (error.Code, error.Description, error.Uri, error.StatusCode!.Value));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500, "<html>Oops</html>", "text/html", "<html>Oops</html>")]
    [InlineData(400, "{\"message\":\"no\"}", "application/json", "{\"message\":\"no\"}")]
    [InlineData(400, "{\"error\":{\"message\":\"no\"}}", "application/json", "{\"error\":{\"message\":\"no\"}}")]
    [InlineData(404, "", "text/plain", null)]
    public async Task Another_error_body_is_shown_in_part(int status, string body, string mediaType, string? detail)
    {
        OAuthError error = (await ExchangeAsync(FakeServer.Always(body, status, mediaType), Exchange)).Error();

        Assert.Equal(("server_error_response", status, detail), (error.Code, error.StatusCode!.Value, error.Detail));
        Assert.NotEmpty(error.Remedy!);
    }

    [Theory]
    [InlineData("text/html", "{0}")]
    [InlineData("application/json", "{{\"message\":\"{0}\"}}")]
    [InlineData("application/json", "{{\"error\":\"invalid_grant\",\"error_description\":\"{0}\",\"error_uri\":\"https://x.example/?{0}\"}}")]
    [InlineData("application/json", "{{\"error\":\"{0}\"}}")]
    [InlineData("application/x-www-form-urlencoded", "error=invalid_grant&error_description={0}")]
    [Trait("Invariant", "8")]
    public async Task Invariant_8_secrets_that_the_server_echoes_are_in_no_member_of_the_error(string mediaType, string format)
    {
        CodeExchange exchange = Exchange with { ClientSecret = new Secret("secret/canary=") };
        FakeServer server = null!;
        server = new FakeServer(_ =>
        {
            FakeRequest request = server.Requests[^1];
            string echo = $"{request.Body} {exchange.Code.Reveal()} {exchange.CodeVerifier.Reveal()} {exchange.ClientSecret.Reveal()} "
                + $"{Uri.EscapeDataString(exchange.ClientSecret.Reveal())} {request.Authorization}";
            return FakeServer.Answer(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, mediaType.Contains("form", StringComparison.Ordinal) ? Uri.EscapeDataString(echo) : echo), 400, mediaType);
        });

        OAuthError error = (await ExchangeAsync(server, exchange)).Error();

        string everything = $"{error} {error.Code} {error.Description} {error.Uri} {error.Detail} {error.Remedy}";
        Assert.DoesNotContain("canary", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests[0].Authorization!["Basic ".Length..], everything, StringComparison.Ordinal);
        Assert.Contains("redacted", everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_an_exchange_does_not_print_its_secrets() =>
        Assert.DoesNotContain("canary", (Exchange with { ClientSecret = new Secret("secret-canary") }).ToString(), StringComparison.Ordinal);

    [Fact]
    [Trait("Invariant", "13")]
    public async Task Invariant_13_a_response_of_2_MB_is_refused()
    {
        OAuthError error = (await ExchangeAsync(FakeServer.Always(Good + new string(' ', 2 * 1024 * 1024)), Exchange)).Error();

        Assert.Equal("response_too_large", error.Code);
    }

    [Fact]
    [Trait("Invariant", "3")]
    public async Task Invariant_3_a_request_that_failed_is_not_sent_again()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.Equal("network_error", (await ExchangeAsync(server, Exchange)).Error().Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http://auth.example.com/token")]
    [InlineData("javascript:alert(1)")]
    public async Task No_secret_goes_to_an_endpoint_that_must_not_be_used(string endpoint)
    {
        FakeServer server = FakeServer.Always(Good);

        Assert.Equal("metadata_invalid", (await ExchangeAsync(server, Exchange with { TokenEndpoint = endpoint })).Error().Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Without_the_secret_that_its_method_needs_nothing_is_sent()
    {
        FakeServer server = FakeServer.Always(Good);

        Assert.Equal("client_secret_missing", (await ExchangeAsync(server, Exchange with { Authentication = ClientAuthenticationMethod.ClientSecretBasic })).Error().Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_refresh_sends_what_RFC_6749_and_RFC_8707_ask_for()
    {
        FakeServer server = FakeServer.Always(Good);

        TokenResponse response = (await RefreshAsync(server, Refresh with { Resources = ["https://api.example/v1"] })).Value();

        Assert.Equal("at", response.AccessToken.Reveal());
        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", Refresh.TokenEndpoint, null), (request.Method, request.Url, request.Authorization));
        Assert.Equal(
            [
                new("grant_type", "refresh_token"),
                new("refresh_token", "refresh/canary+"),
                new("resource", "https://api.example/v1"),
                new("client_id", "client"),
            ],
            request.Form);
    }

    [Fact]
    public async Task A_refresh_of_a_confidential_client_carries_its_credentials()
    {
        FakeServer server = FakeServer.Always(Good);

        await RefreshAsync(server, Refresh with { ClientSecret = new Secret("secret") });
        await RefreshAsync(server, Refresh with { ClientSecret = new Secret("secret"), Authentication = ClientAuthenticationMethod.ClientSecretPost });

        Assert.Equal("Basic " + Convert.ToBase64String("client:secret"u8), server.Requests[0].Authorization);
        Assert.Equal(("client", "secret"), (server.Requests[1].Field("client_id"), server.Requests[1].Field("client_secret")));
    }

    [Theory]
    [InlineData("""{"error":"invalid_grant","error_description":"The token refresh/canary+ is unknown; refresh%2Fcanary%2B"}""", "application/json")]
    [InlineData("<p>refresh/canary+ refresh&#x2F;canary&#43;</p>", "text/html")]
    [Trait("Invariant", "8")]
    public async Task Invariant_8_a_refresh_token_that_the_server_echoes_is_in_no_member_of_the_error(string body, string mediaType)
    {
        OAuthError error = (await RefreshAsync(FakeServer.Always(body, 400, mediaType), Refresh)).Error();

        Assert.DoesNotContain("canary", $"{error} {error.Description} {error.Detail} {error.Remedy} {error.Uri}", StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("99999999", 86400)]
    [InlineData("Thu, 01 Jan 2026 00:02:00 GMT", 120)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData(null, null)]
    public async Task The_wait_that_a_server_asks_for_is_in_the_error(string? field, int? seconds)
    {
        FakeServer server = new(_ =>
        {
            HttpResponseMessage response = FakeServer.Answer("""{"error":"temporarily_unavailable"}""", 503);
            if (field is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", field);
            }

            return response;
        });

        OAuthError error = (await RefreshAsync(server, Refresh)).Error();

        Assert.Equal(seconds, (int?)error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_refresh_is_redirected_nowhere()
    {
        FakeServer server = new(_ => FakeServer.Redirect("https://auth.example.com/other", 307));

        Assert.Equal("redirect_refused", (await RefreshAsync(server, Refresh)).Error().Code);
        Assert.Single(server.Requests);
    }

    private static readonly RefreshRequest Refresh = new()
    {
        TokenEndpoint = "https://auth.example.com/token",
        ClientId = "client",
        RefreshToken = new Secret("refresh/canary+"),
    };

    private static async Task<ProtocolResult<TokenResponse>> RefreshAsync(FakeServer server, RefreshRequest request)
    {
        using BackchannelClient http = new(server, disposeHandler: false, new LoopbackOAuth.Testing.ManualTimeProvider());
        return await new TokenClient(http).RefreshAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<ProtocolResult<TokenResponse>> ExchangeAsync(FakeServer server, CodeExchange exchange)
    {
        using BackchannelClient http = new(server);
        return await new TokenClient(http).ExchangeAsync(exchange, TestContext.Current.CancellationToken);
    }
}
