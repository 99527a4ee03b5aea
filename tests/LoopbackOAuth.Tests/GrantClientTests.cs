using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests;

/// <summary>Where a stored entry is refreshed, and as which client.</summary>
public sealed class GrantClientTests
{
    private const string Issuer = "https://auth.example.test";

    private readonly List<(Uri Address, string? Form, string? Authorization)> _requests = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_secret_of_a_configured_client_goes_to_its_own_server()
    {
        await RefreshAsync(Key(), Configured());

        var (address, form, authorization) = Assert.Single(_requests, request => request.Form is not null);
        Assert.Equal(Issuer + "/token", address.OriginalString);
        Assert.DoesNotContain("client_id", form, StringComparison.Ordinal);
        Assert.StartsWith("Basic ", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_of_a_configured_client_goes_to_no_other_server_and_serves_no_other_client()
    {
        await RefreshAsync(Key() with { Issuer = "https://other.example.test" }, Configured());
        await RefreshAsync(Key() with { ClientId = "another" }, Configured());

        Assert.All(_requests, request => Assert.Null(request.Authorization));
        Assert.Equal(
            ["https://other.example.test/token", Issuer + "/token"],
            _requests.Where(request => request.Form is not null).Select(request => request.Address.OriginalString));
        Assert.All(_requests.Where(request => request.Form is not null), request => Assert.DoesNotContain("secret", request.Form, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_the_provider_does_not_allow_gets_no_refresh_token()
    {
        var error = await RefreshAsync(Key(), Configured() with { Server = new AuthorizationServer { Issuer = Issuer, AllowedHosts = ["elsewhere.example.test"] } });

        Assert.Equal("metadata_invalid", error?.Code);
        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Fact]
    public async Task Stated_endpoints_need_no_discovery()
    {
        await RefreshAsync(Key() with { Issuer = Issuer + "/token" }, Configured() with
        {
            Server = new AuthorizationServer { AuthorizationEndpoint = Issuer + "/authorize", TokenEndpoint = Issuer + "/token" },
        });

        Assert.Equal(Issuer + "/token", Assert.Single(_requests).Address.OriginalString);
    }

    [Fact]
    public async Task Where_the_key_holds_a_token_endpoint_that_is_where_the_tokens_came_from()
    {
        await RefreshAsync(Key() with { Provider = "on-the-spot", Issuer = "https://plain.example.test/oauth/token" }, Configured());

        Assert.Equal("https://plain.example.test/oauth/token", Assert.Single(_requests, request => request.Form is not null).Address.OriginalString);
    }

    [Theory]
    [InlineData("https://plain.example.test")]
    [InlineData("https://plain.example.test/")]
    [InlineData("https://busy.example.test/oauth/token")]
    [InlineData("http://plain.example.test/oauth/token")]
    [InlineData("ftp://plain.example.test/oauth/token")]
    [InlineData("nonsense")]
    public async Task Nothing_else_is_taken_for_a_token_endpoint(string issuer)
    {
        var error = await RefreshAsync(Key() with { Provider = "on-the-spot", Issuer = issuer }, Configured());

        Assert.NotNull(error);
        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Fact]
    public async Task What_was_found_out_is_remembered_for_an_hour()
    {
        ManualTimeProvider clock = new();
        using BackchannelClient http = new(Server(), disposeHandler: true, clock);
        var client = Client(http, Configured(), clock);

        await client.RefreshAsync(Key(), Tokens("r"), Cancellation);
        await client.RefreshAsync(Key(), Tokens("r"), Cancellation);
        Assert.Single(_requests, request => request.Form is null);
        clock.Advance(TimeSpan.FromHours(1));
        await client.RefreshAsync(Key(), Tokens("r"), Cancellation);

        Assert.Equal(2, _requests.Count(request => request.Form is null));
    }

    private static TokenSet Tokens(string refreshToken) => new() { AccessToken = new Secret("a"), RefreshToken = new Secret(refreshToken), ObtainedAt = DateTimeOffset.UnixEpoch };

    private static TokenKey Key() => new() { Provider = "ours", Issuer = Issuer, ClientId = "app" };

    private static ProviderDefinition Configured() => new()
    {
        Id = "ours",
        Server = new AuthorizationServer { Issuer = Issuer },
        ClientId = "app",
        ClientSecret = new Secret("the-secret"),
    };

    private static GrantClient Client(BackchannelClient http, ProviderDefinition provider, TimeProvider clock) =>
        new(new ProviderRegistry([provider]), new MetadataClient(http), new TokenClient(http), new RevocationClient(http), clock);

    private async Task<OAuthError?> RefreshAsync(TokenKey key, ProviderDefinition provider)
    {
        using BackchannelClient http = new(Server(), disposeHandler: true);
        var result = await Client(http, provider, TimeProvider.System).RefreshAsync(key, Tokens("the-refresh-token"), Cancellation);
        return result.TryGet(out _, out var error) ? null : error;
    }

    private InterceptingHandler Server() => new(new HttpClientHandler(), (request, _) =>
    {
        _requests.Add((request.RequestUri!, request.Content?.ReadAsStringAsync().Result, request.Headers.Authorization?.ToString()));
        var isMetadata = request.RequestUri!.AbsolutePath.Contains("/.well-known/", StringComparison.Ordinal);
        var issuer = request.RequestUri.GetLeftPart(UriPartial.Authority);
        return request.RequestUri.Host switch
        {
            "busy.example.test" => new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests),
            "plain.example.test" when isMetadata => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound),
            _ => Json(isMetadata
                ? $$"""{"issuer":"{{issuer}}","authorization_endpoint":"{{issuer}}/authorize","token_endpoint":"{{issuer}}/token"}"""
                : """{"access_token":"new","token_type":"Bearer"}"""),
        };
    });

    private static HttpResponseMessage Json(string text) => new(System.Net.HttpStatusCode.OK) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };
}
