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
    public async Task Where_no_issuer_was_known_the_endpoint_that_gave_the_tokens_is_asked_without_discovery()
    {
        const string Endpoint = "https://plain.example.test/oauth/token";

        Assert.Null(await RefreshAsync(Key() with { Provider = "on-the-spot", Issuer = Endpoint }, Configured(), Endpoint));

        Assert.Equal(Endpoint, Assert.Single(_requests).Address.OriginalString);
    }

    [Fact]
    public async Task A_server_without_metadata_is_asked_at_the_endpoint_that_gave_the_tokens()
    {
        Assert.Null(await RefreshAsync(OnTheSpot("plain"), Configured(), "https://tokens.example.test/token"));

        Assert.Equal("https://tokens.example.test/token", Assert.Single(_requests, request => request.Form is not null).Address.OriginalString);
    }

    [Fact]
    public async Task A_server_with_metadata_is_asked_at_the_endpoint_that_it_names_now()
    {
        Assert.Null(await RefreshAsync(OnTheSpot("moved"), Configured(), "https://old.example.test/token"));

        Assert.Equal("https://moved.example.test/token", Assert.Single(_requests, request => request.Form is not null).Address.OriginalString);
    }

    [Theory]
    [InlineData("http://plain.example.test/token")]
    [InlineData("https://user@plain.example.test/token")]
    [InlineData("ftp://plain.example.test/token")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_stored_endpoint_that_must_not_be_used_gets_nothing(string endpoint)
    {
        Assert.Equal("metadata_invalid", (await RefreshAsync(OnTheSpot("plain"), Configured(), endpoint))?.Code);
        Assert.NotNull(await RefreshAsync(OnTheSpot("plain") with { Issuer = endpoint }, Configured(), endpoint));

        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Theory]
    [InlineData("plain", "metadata_not_found")]
    [InlineData("gone", "metadata_not_found")]
    [InlineData("status401", "server_error_response")]
    [InlineData("status403", "server_error_response")]
    [InlineData("status429", "server_error_response")]
    [InlineData("status503", "server_error_response")]
    [InlineData("offline", "network_error")]
    [InlineData("impostor", "issuer_mismatch")]
    public async Task Without_metadata_no_address_is_guessed(string host, string code)
    {
        foreach (var path in (string[])["", "/", "/oauth/token"])
        {
            var error = await RefreshAsync(OnTheSpot(host) with { Issuer = $"https://{host}.example.test{path}" }, Configured());

            Assert.Equal(code, error?.Code);
            Assert.Equal(code == "metadata_not_found", error?.Remedy?.Contains("Sign in again", StringComparison.Ordinal));
            Assert.False(RefreshVerdicts.IsDead(error!));
        }

        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Theory]
    [InlineData("status401", false)]
    [InlineData("status403", false)]
    [InlineData("status429", true)]
    [InlineData("status503", true)]
    [InlineData("offline", true)]
    [InlineData("impostor", false)]
    public async Task A_server_that_has_not_said_that_it_has_no_metadata_is_asked_nowhere_else(string host, bool isTemporary)
    {
        var error = await RefreshAsync(OnTheSpot(host), Configured(), "https://tokens.example.test/token");

        Assert.Equal(isTemporary, RefreshVerdicts.IsTemporary(error!));
        Assert.All(_requests, request => Assert.Null(request.Form));

        // A status of the document is not told as the token endpoint's word about the account or the client.
        Assert.Equal(isTemporary && host != "offline", error!.StatusCode is not null);
    }

    [Fact]
    public async Task A_configured_server_without_metadata_sees_no_secret_at_an_endpoint_that_only_the_entry_names()
    {
        var provider = Configured() with { Server = new AuthorizationServer { Issuer = "https://plain.example.test" } };

        var error = await RefreshAsync(Key() with { Issuer = "https://plain.example.test" }, provider, "https://tokens.example.test/token");

        Assert.Equal("metadata_not_found", error?.Code);
        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Theory]
    [InlineData("https://plain.example.test", null)]
    [InlineData("https://plain.example.test/oauth/token", "https://plain.example.test/oauth/token")]
    [InlineData("https://plain.example.test", "https://tokens.example.test/token")]
    public async Task Where_no_revocation_endpoint_is_found_none_is_guessed(string issuer, string? endpoint)
    {
        var (outcome, error) = await RevokeAsync(OnTheSpot("plain") with { Issuer = issuer }, endpoint);

        Assert.Equal((TokenRevocation.NotSupported, null), (outcome, error));
        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Theory]
    [InlineData("status403")]
    [InlineData("status503")]
    [InlineData("offline")]
    public async Task A_revocation_endpoint_that_could_not_be_looked_up_is_told(string host)
    {
        var (outcome, error) = await RevokeAsync(OnTheSpot(host), "https://tokens.example.test/token");

        Assert.Equal(TokenRevocation.Failed, outcome);
        Assert.NotNull(error);
        Assert.All(_requests, request => Assert.Null(request.Form));
    }

    [Fact]
    public async Task A_revocation_endpoint_of_metadata_gets_the_tokens_of_its_own_server_and_no_secret_of_another()
    {
        Assert.Equal(TokenRevocation.Revoked, (await RevokeAsync(OnTheSpot("other") with { Provider = "ours" }, endpoint: null)).Outcome);
        Assert.Equal(TokenRevocation.Revoked, (await RevokeAsync(Key(), endpoint: null)).Outcome);

        var posted = _requests.Where(request => request.Form is not null).Select(request => (request.Address.OriginalString, HasSecret: request.Authorization is not null)).ToArray();
        Assert.Equal(
            [("https://other.example.test/revoke", false), ("https://other.example.test/revoke", false), (Issuer + "/revoke", true), (Issuer + "/revoke", true)],
            posted);
        Assert.DoesNotContain(_requests, request => request.Form?.Contains("the-secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_failed_discovery_is_not_remembered()
    {
        var isDown = true;
        using BackchannelClient http = new(Server(() => isDown), disposeHandler: true);
        var client = Client(http, Configured(), TimeProvider.System);

        Assert.False((await client.RefreshAsync(Key(), Tokens("r"), Cancellation)).TryGet(out _, out _));
        isDown = false;

        Assert.True((await client.RefreshAsync(Key(), Tokens("r"), Cancellation)).TryGet(out _, out _));
    }

    [Fact]
    public async Task That_a_server_has_no_metadata_is_remembered_for_a_minute()
    {
        ManualTimeProvider clock = new();
        using BackchannelClient http = new(Server(), disposeHandler: true, clock);
        var client = Client(http, Configured(), clock);
        var tokens = Tokens("r") with { TokenEndpoint = "https://tokens.example.test/token" };

        await client.PrepareAsync(OnTheSpot("plain"), tokens, Cancellation);
        var asked = _requests.Count;
        await client.RefreshAsync(OnTheSpot("plain"), tokens, Cancellation);
        Assert.Equal(asked, _requests.Count(request => request.Form is null));
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.RefreshAsync(OnTheSpot("plain"), tokens, Cancellation);

        Assert.Equal(2 * asked, _requests.Count(request => request.Form is null));
    }

    [Theory]
    [InlineData("ours", null, null, Issuer, "app")]
    [InlineData("OURS", null, null, Issuer, "app")]
    [InlineData("ours", "https://other.example.test", null, "https://other.example.test", null)]
    [InlineData("ours", null, "another", Issuer, "another")]
    [InlineData("unknown", null, null, null, null)]
    [InlineData("spotify", null, null, "https://accounts.spotify.com/api/token", null)]
    [InlineData("mcp", null, null, null, null)]
    public void A_query_means_the_configured_server_and_client(string provider, string? issuer, string? client, string? narrowedIssuer, string? narrowedClient)
    {
        using BackchannelClient http = new(Server(), disposeHandler: true);

        var narrowed = Client(http, Configured(), TimeProvider.System).Narrow(new TokenQuery(provider) { Issuer = issuer, ClientId = client });

        Assert.Equal((narrowedIssuer, narrowedClient), (narrowed.Issuer, narrowed.ClientId));
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

    private static TokenKey OnTheSpot(string host) => Key() with { Provider = "on-the-spot", Issuer = $"https://{host}.example.test" };

    private async Task<OAuthError?> RefreshAsync(TokenKey key, ProviderDefinition provider, string? endpoint = null)
    {
        using BackchannelClient http = new(Server(), disposeHandler: true);
        var result = await Client(http, provider, TimeProvider.System)
            .RefreshAsync(key, Tokens("the-refresh-token") with { TokenEndpoint = endpoint }, Cancellation);
        return result.TryGet(out _, out var error) ? null : error;
    }

    private async Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(TokenKey key, string? endpoint)
    {
        using BackchannelClient http = new(Server(), disposeHandler: true);
        return await Client(http, Configured(), TimeProvider.System)
            .RevokeAsync(key, Tokens("the-refresh-token") with { TokenEndpoint = endpoint }, Cancellation);
    }

    private InterceptingHandler Server(Func<bool>? isDown = null) => new(new HttpClientHandler(), (request, _) =>
    {
        _requests.Add((request.RequestUri!, request.Content?.ReadAsStringAsync().Result, request.Headers.Authorization?.ToString()));
        if (isDown?.Invoke() == true || request.RequestUri!.Host == "offline.example.test")
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        }

        var isMetadata = request.RequestUri!.AbsolutePath.Contains("/.well-known/", StringComparison.Ordinal);
        var issuer = request.RequestUri.GetLeftPart(UriPartial.Authority);
        var named = request.RequestUri.Host == "impostor.example.test" ? Issuer : issuer;
        return request.RequestUri.Host.Split('.')[0] switch
        {
            ['s', 't', 'a', 't', 'u', 's', .. var status] => new HttpResponseMessage((System.Net.HttpStatusCode)int.Parse(status, provider: null)),
            "plain" when isMetadata => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound),
            "gone" when isMetadata => new HttpResponseMessage(System.Net.HttpStatusCode.Gone),
            _ => Json(isMetadata
                ? $$"""{"issuer":"{{named}}","authorization_endpoint":"{{issuer}}/authorize","token_endpoint":"{{issuer}}/token","revocation_endpoint":"{{issuer}}/revoke"}"""
                : """{"access_token":"new","token_type":"Bearer"}"""),
        };
    });

    private static HttpResponseMessage Json(string text) => new(System.Net.HttpStatusCode.OK) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };
}
