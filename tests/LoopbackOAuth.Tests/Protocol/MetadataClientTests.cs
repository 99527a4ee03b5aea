using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class MetadataClientTests
{
    private const string Issuer = "https://auth.example.com";
    private const string OAuth = Issuer + "/.well-known/oauth-authorization-server";
    private const string OpenId = Issuer + "/.well-known/openid-configuration";

    private const string Endpoints = "\"authorization_endpoint\":\"https://auth.example.com/authorize?x=1\",\"token_endpoint\":\"https://auth.example.com/token\"";
    private const string Minimal = "{\"issuer\":\"https://auth.example.com\"," + Endpoints + "}";

    private static readonly AuthorizationServer Stated = new()
    {
        AuthorizationEndpoint = "https://auth.example.com/authorize",
        TokenEndpoint = "https://auth.example.com/token",
    };

    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(503)]
    public async Task A_server_that_is_busy_has_not_said_that_there_is_no_metadata(int status)
    {
        FakeServer server = FakeServer.Always("", status);

        OAuthError error = (await ResolveAsync(server, new AuthorizationServer { Issuer = Issuer })).Error();

        Assert.Equal(("server_error_response", status), (error.Code, error.StatusCode));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://auth.example.com/revoke", "https://auth.example.com/revoke")]
    [InlineData("http://127.0.0.1/revoke", null)]
    [InlineData("http://auth.example.com/revoke", null)]
    [InlineData("https://elsewhere.example.org/revoke", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public async Task A_revocation_endpoint_that_must_not_be_used_counts_as_none(string? endpoint, string? used)
    {
        FakeServer server = FakeServer.Always(endpoint is null ? Minimal : Minimal.Replace("{", $"{{\"revocation_endpoint\":\"{endpoint}\",", StringComparison.Ordinal));
        using BackchannelClient http = new(server);

        TokenServer found = (await new MetadataClient(http).ResolveTokenServerAsync(
            new AuthorizationServer { Issuer = Issuer, AllowedHosts = ["auth.example.com", "127.0.0.1"] }, needsRevocation: true, TestContext.Current.CancellationToken)).Value();

        Assert.Equal((Issuer + "/token", used), (found.TokenEndpoint, found.RevocationEndpoint));
    }

    [Theory]
    [InlineData(false, null, 0)]
    [InlineData(true, null, 1)]
    [InlineData(true, "https://auth.example.com/stated", 0)]
    public async Task What_is_stated_is_not_asked_for(bool needsRevocation, string? stated, int requests)
    {
        FakeServer server = FakeServer.Always(Minimal.Replace("{", "{\"revocation_endpoint\":\"https://auth.example.com/found\",", StringComparison.Ordinal));
        using BackchannelClient http = new(server);

        TokenServer found = (await new MetadataClient(http).ResolveTokenServerAsync(
            Stated with { Issuer = Issuer, RevocationEndpoint = stated }, needsRevocation, TestContext.Current.CancellationToken)).Value();

        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(requests == 1 ? "https://auth.example.com/found" : stated, found.RevocationEndpoint);
    }

    [Fact]
    public async Task With_both_endpoints_stated_nothing_is_asked()
    {
        FakeServer server = FakeServer.Always(Minimal);

        AuthorizationServerMetadata metadata = (await ResolveAsync(server, Stated with { Issuer = Issuer, DeviceAuthorizationEndpoint = Issuer + "/device" })).Value();

        Assert.Empty(server.Requests);
        Assert.Equal(
            new AuthorizationServerMetadata
            {
                Issuer = Issuer,
                AuthorizationEndpoint = "https://auth.example.com/authorize",
                TokenEndpoint = "https://auth.example.com/token",
                DeviceAuthorizationEndpoint = Issuer + "/device",
            },
            metadata);
    }

    [Fact]
    public async Task A_whole_document_is_read()
    {
        FakeServer server = FakeServer.Always(
            "\uFEFF{\"issuer\":\"https://auth.example.com\"," + Endpoints + """
            ,"device_authorization_endpoint":"https://auth.example.com/device",
            "code_challenge_methods_supported":["plain","S256"],
            "token_endpoint_auth_methods_supported":["none","client_secret_post"],
            "authorization_response_iss_parameter_supported":true,
            "unknown":{"a":[1,{"b":null}]}, "jwks_uri":17 }
            """);

        AuthorizationServerMetadata metadata = (await ResolveAsync(server, new() { Issuer = Issuer })).Value();

        Assert.Equal([OAuth], server.Requests.Select(request => request.Url));
        Assert.Equal(Issuer, metadata.Issuer);
        Assert.Equal("https://auth.example.com/authorize?x=1", metadata.AuthorizationEndpoint);
        Assert.Equal("https://auth.example.com/token", metadata.TokenEndpoint);
        Assert.Equal("https://auth.example.com/device", metadata.DeviceAuthorizationEndpoint);
        Assert.Equal(["plain", "S256"], metadata.CodeChallengeMethodsSupported!);
        Assert.Equal(["none", "client_secret_post"], metadata.TokenEndpointAuthMethodsSupported!);
        Assert.True(metadata.AuthorizationResponseIssParameterSupported);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    public async Task A_refusal_leads_to_the_next_address(int status)
    {
        FakeServer server = new(request => request.RequestUri!.AbsoluteUri == OpenId ? FakeServer.Answer(Minimal) : FakeServer.Answer("no", status));

        AuthorizationServerMetadata metadata = (await ResolveAsync(server, new() { Issuer = Issuer })).Value();

        Assert.Equal([OAuth, OpenId], server.Requests.Select(request => request.Url));
        Assert.Null(metadata.CodeChallengeMethodsSupported);
        Assert.False(metadata.AuthorizationResponseIssParameterSupported);
    }

    [Theory]
    [InlineData(404, "metadata_not_found")]
    [InlineData(410, "metadata_not_found")]
    [InlineData(400, "server_error_response")]
    [InlineData(401, "server_error_response")]
    [InlineData(403, "server_error_response")]
    public async Task Only_a_server_that_says_so_everywhere_has_no_metadata(int status, string code)
    {
        FakeServer server = new(request => FakeServer.Answer("no", request.RequestUri!.AbsoluteUri == OAuth ? 404 : status));

        OAuthError error = (await ResolveAsync(server, new() { Issuer = Issuer })).Error();

        Assert.Equal([OAuth, OpenId], server.Requests.Select(request => request.Url));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task A_page_where_metadata_should_be_leads_to_the_next_address()
    {
        FakeServer server = new(request => request.RequestUri!.AbsoluteUri == OpenId ? FakeServer.Answer(Minimal) : FakeServer.Answer("<html>", 200, "text/html"));

        (await ResolveAsync(server, new() { Issuer = Issuer })).Value();
    }

    [Fact]
    public async Task An_issuer_with_a_path_is_asked_for_at_three_addresses_and_never_at_the_root()
    {
        FakeServer server = FakeServer.Always("no", 404);

        OAuthError error = (await ResolveAsync(server, new() { Issuer = Issuer + "/t1" })).Error();

        Assert.Equal([OAuth + "/t1", OpenId + "/t1", Issuer + "/t1/.well-known/openid-configuration"], server.Requests.Select(request => request.Url));
        Assert.Equal(("metadata_not_found", 404), (error.Code, error.StatusCode));
        Assert.NotEmpty(error.Remedy!);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(304)]
    public async Task A_server_in_trouble_ends_the_discovery(int status)
    {
        FakeServer server = FakeServer.Always("trouble", status);

        OAuthError error = (await ResolveAsync(server, new() { Issuer = Issuer })).Error();

        Assert.Single(server.Requests);
        Assert.Equal(("server_error_response", status), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task A_network_failure_ends_the_discovery()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError));

        Assert.Equal("network_error", (await ResolveAsync(server, new() { Issuer = Issuer })).Error().Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://auth.example.com/", true)]
    [InlineData("https://AUTH.example.com", false)]
    [InlineData("https://auth.example.com:443", false)]
    [InlineData("https://auth%2Eexample.com", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("", false)]
    public async Task Metadata_of_another_issuer_is_never_used(string named, bool slashOnly)
    {
        FakeServer server = FakeServer.Always("{\"issuer\":\"" + named + "\"," + Endpoints + "}");

        OAuthError error = (await ResolveAsync(server, new() { Issuer = Issuer })).Error();

        Assert.Equal("issuer_mismatch", error.Code);
        Assert.Single(server.Requests);
        Assert.Contains($"'{named}'", error.Description, StringComparison.Ordinal);
        Assert.Contains($"'{Issuer}'", error.Description, StringComparison.Ordinal);
        Assert.Equal(slashOnly, error.Description!.Contains("trailing slash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_issuer_is_kept_as_the_text_stated()
    {
        FakeServer server = FakeServer.Always("{\"issuer\":\"https://auth.example.com/\"," + Endpoints + "}");

        Assert.Equal("https://auth.example.com/", (await ResolveAsync(server, new() { Issuer = Issuer + "/" })).Value().Issuer);
    }

    [Theory]
    [InlineData("http://auth.example.com")]
    [InlineData("https://auth.example.com?tenant=1")]
    [InlineData("https://auth.example.com?")]
    [InlineData("https://auth.example.com#x")]
    [InlineData("auth.example.com")]
    [InlineData("file:///etc")]
    [InlineData("")]
    public async Task An_issuer_is_an_https_url_without_query_and_fragment(string issuer)
    {
        FakeServer server = FakeServer.Always(Minimal);

        Assert.Equal("issuer_invalid", (await ResolveAsync(server, new() { Issuer = issuer })).Error().Code);
        Assert.Equal("issuer_invalid", (await ResolveAsync(server, Stated with { Issuer = issuer })).Error().Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_server_on_the_loopback_interface_may_use_http()
    {
        FakeServer server = FakeServer.Always("""
            {"issuer":"http://127.0.0.1:9000","authorization_endpoint":"http://127.0.0.1:9000/a","token_endpoint":"http://127.0.0.1:9000/t"}
            """);

        Assert.Equal("http://127.0.0.1:9000/t", (await ResolveAsync(server, new() { Issuer = "http://127.0.0.1:9000" })).Value().TokenEndpoint);
    }

    [Fact]
    public async Task What_is_stated_wins_over_what_is_discovered()
    {
        FakeServer server = FakeServer.Always(Minimal);

        AuthorizationServerMetadata metadata = (await ResolveAsync(server, new() { Issuer = Issuer, TokenEndpoint = "https://tokens.example.com/" })).Value();

        Assert.Equal("https://tokens.example.com/", metadata.TokenEndpoint);
        Assert.Equal("https://auth.example.com/authorize?x=1", metadata.AuthorizationEndpoint);
    }

    [Fact]
    public async Task Without_issuer_and_endpoints_there_is_nothing_to_ask()
    {
        FakeServer server = FakeServer.Always(Minimal);

        OAuthError error = (await ResolveAsync(server, new() { TokenEndpoint = "https://auth.example.com/token" })).Error();

        Assert.Equal("authorization_server_unknown", error.Code);
        Assert.Empty(server.Requests);
    }

    private static async Task<ProtocolResult<AuthorizationServerMetadata>> ResolveAsync(FakeServer server, AuthorizationServer stated)
    {
        using BackchannelClient http = new(server);
        return await new MetadataClient(http).ResolveAsync(stated, TestContext.Current.CancellationToken);
    }
}
