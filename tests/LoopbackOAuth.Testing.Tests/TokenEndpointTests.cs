using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoopbackOAuth.Diagnostics;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class TokenEndpointTests
{
    [Fact]
    public async Task A_code_is_exchanged_for_tokens_that_are_not_cached()
    {
        await using var server = new TestAuthorizationServer(new() { AccessTokenLifetime = TimeSpan.FromMinutes(5) });

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync());

        JsonElement token = await response.JsonAsync();
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(300, token.GetProperty("expires_in").GetInt32());
        Assert.Equal("openid email", token.GetProperty("scope").GetString());
        Assert.NotEmpty(token.GetProperty("refresh_token").GetString()!);
        IssuedAccessToken issued = Assert.Single(server.IssuedAccessTokens);
        Assert.Equal(token.GetProperty("access_token").GetString(), issued.Token.Reveal());
        Assert.True(server.IsActive(issued.Token));
    }

    [Theory]
    [InlineData("code", "unknown", "invalid_grant")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("client_id", "other", "invalid_grant")]
    [InlineData("client_id", null, "invalid_client")]
    [InlineData("redirect_uri", "http://127.0.0.1:49322/callback", "invalid_grant")]
    [InlineData("redirect_uri", null, "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_grant")]
    [InlineData("code_verifier", "short", "invalid_grant")]
    [InlineData("code_verifier", "xBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "invalid_grant")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("+code", "again", "invalid_request")]
    [InlineData("resource", "https://never-asked-for.example/", "invalid_target")]
    public async Task A_wrong_exchange_is_refused_and_uses_nothing_up(string name, string? value, string error)
    {
        await using var server = new TestAuthorizationServer();
        string code = await server.CodeAsync();

        using HttpResponseMessage refused = await server.RedeemAsync(code, (name, value));
        using HttpResponseMessage accepted = await server.RedeemAsync(code);

        Assert.Equal(error, await refused.ErrorAsync(error == "invalid_client" ? 401 : 400));
        await accepted.JsonAsync();
        Assert.Equal(2, server.TokenRequestCount);
    }

    [Fact]
    public async Task A_second_use_of_a_code_is_refused_and_revokes_what_the_first_brought()
    {
        await using var server = new TestAuthorizationServer();
        string code = await server.CodeAsync();
        using HttpResponseMessage first = await server.RedeemAsync(code);
        string refreshToken = (await first.JsonAsync()).GetProperty("refresh_token").GetString()!;

        using HttpResponseMessage second = await server.RedeemAsync(code);

        Assert.Equal("invalid_grant", await second.ErrorAsync());
        Assert.Equal(1, server.ReplayCount);
        Assert.True(Assert.Single(server.IssuedAccessTokens).IsRevoked);
        Assert.False(server.IsActive(server.IssuedAccessTokens[0].Token));
        using HttpResponseMessage refreshed = await server.RefreshAsync(refreshToken);
        Assert.Equal("invalid_grant", await refreshed.ErrorAsync());
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_succeeds()
    {
        await using var server = new TestAuthorizationServer();
        string code = await server.CodeAsync();

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => server.RedeemAsync(code))));

        Assert.Single(responses, response => response.IsSuccessStatusCode);
        Assert.Equal(15, server.ReplayCount);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_code_expires(int seconds, bool valid)
    {
        var clock = new ManualTimeProvider();
        await using var server = new TestAuthorizationServer(new() { TimeProvider = clock });
        string code = await server.CodeAsync();

        clock.Advance(TimeSpan.FromSeconds(seconds));

        using HttpResponseMessage response = await server.RedeemAsync(code);
        Assert.Equal(valid, response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_access_token_expires()
    {
        var clock = new ManualTimeProvider();
        await using var server = new TestAuthorizationServer(new() { TimeProvider = clock });
        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync());
        Secret token = server.IssuedAccessTokens[0].Token;

        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.True(server.IsActive(token));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(server.IsActive(token));
    }

    [Fact]
    public async Task Without_PKCE_a_verifier_is_a_downgrade()
    {
        await using var server = new TestAuthorizationServer(new() { RequirePkce = false });
        (string, string?)[] noPkce = [("code_challenge", null), ("code_challenge_method", null)];

        using HttpResponseMessage with = await server.RedeemAsync(await server.CodeAsync(noPkce));
        using HttpResponseMessage without = await server.RedeemAsync(await server.CodeAsync(noPkce), ("code_verifier", null));

        Assert.Equal("invalid_grant", await with.ErrorAsync());
        await without.JsonAsync();
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        await using var server = new TestAuthorizationServer();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await server.Client().PostAsync("token", body, Cancellation);

        Assert.Equal("invalid_request", await response.ErrorAsync());
    }

    [Fact]
    public async Task An_ID_token_names_issuer_client_and_nonce_and_is_signed_with_the_published_key()
    {
        var clock = new ManualTimeProvider();
        await using var server = new TestAuthorizationServer(new() { TimeProvider = clock });
        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync());
        JsonElement token = await response.JsonAsync();

        JsonElement claims = token.Claims();
        Assert.Equal(server.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal("app", claims.GetProperty("aud").GetString());
        Assert.Equal("user-1", claims.GetProperty("sub").GetString());
        Assert.Equal("n-1", claims.GetProperty("nonce").GetString());
        Assert.Equal("ada@example.test", claims.GetProperty("email").GetString());
        Assert.Equal(clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());

        using HttpResponseMessage keys = await server.Client().GetAsync("jwks", Cancellation);
        JsonElement key = (await keys.JsonAsync()).GetProperty("keys")[0];
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Decode(key.GetProperty("x").GetString()!), Y = Decode(key.GetProperty("y").GetString()!) },
        });
        string jwt = token.GetProperty("id_token").GetString()!;
        int dot = jwt.LastIndexOf('.');
        Assert.True(ecdsa.VerifyData(Encoding.ASCII.GetBytes(jwt[..dot]), Decode(jwt[(dot + 1)..]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Without_openid_there_is_no_ID_token()
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync(("scope", "email")));

        Assert.False((await response.JsonAsync()).TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task Resources_are_recorded()
    {
        await using var server = new TestAuthorizationServer();

        using HttpResponseMessage response = await server.RedeemAsync(await server.CodeAsync(("+resource", "https://a.example/"), ("+resource", "https://b.example/")), ("resource", "https://b.example/"));

        await response.JsonAsync();
        Assert.Equal(["https://b.example/"], Assert.Single(server.IssuedAccessTokens).Resources);
        Assert.Equal(["https://a.example/", "https://b.example/"], server.Requests[0].Parameters.Where(pair => pair.Key == "resource").Select(pair => pair.Value));
    }

    [Fact]
    public async Task A_refresh_token_rotates_and_its_second_use_revokes_the_grant()
    {
        await using var server = new TestAuthorizationServer();
        using HttpResponseMessage first = await server.RedeemAsync(await server.CodeAsync());
        string original = (await first.JsonAsync()).GetProperty("refresh_token").GetString()!;

        using HttpResponseMessage refreshed = await server.RefreshAsync(original, ("scope", "email"));
        JsonElement token = await refreshed.JsonAsync();
        string rotated = token.GetProperty("refresh_token").GetString()!;
        Assert.NotEqual(original, rotated);
        Assert.Equal("email", token.GetProperty("scope").GetString());
        Assert.All(server.IssuedAccessTokens, issued => Assert.False(issued.IsRevoked));

        using HttpResponseMessage replayed = await server.RefreshAsync(original);
        using HttpResponseMessage after = await server.RefreshAsync(rotated);
        Assert.Equal("invalid_grant", await replayed.ErrorAsync());
        Assert.Equal("invalid_grant", await after.ErrorAsync());
        Assert.Equal(2, server.IssuedAccessTokens.Count);
        Assert.All(server.IssuedAccessTokens, issued => Assert.True(issued.IsRevoked));
    }

    [Fact]
    public async Task A_refresh_token_that_does_not_rotate_stays_good()
    {
        await using var server = new TestAuthorizationServer(new() { RotateRefreshTokens = false });
        using HttpResponseMessage first = await server.RedeemAsync(await server.CodeAsync());
        string original = (await first.JsonAsync()).GetProperty("refresh_token").GetString()!;

        for (int use = 0; use < 2; use++)
        {
            using HttpResponseMessage refreshed = await server.RefreshAsync(original);
            Assert.False((await refreshed.JsonAsync()).TryGetProperty("refresh_token", out _));
        }

        Assert.Equal(0, server.ReplayCount);
    }

    [Theory]
    [InlineData("client_id", "other", "invalid_grant")]
    [InlineData("scope", "email admin", "invalid_scope")]
    [InlineData("refresh_token", "unknown", "invalid_grant")]
    public async Task A_wrong_refresh_is_refused(string name, string value, string error)
    {
        await using var server = new TestAuthorizationServer();
        using HttpResponseMessage first = await server.RedeemAsync(await server.CodeAsync());
        string refreshToken = (await first.JsonAsync()).GetProperty("refresh_token").GetString()!;

        using HttpResponseMessage refused = await server.RefreshAsync(refreshToken, (name, value));

        Assert.Equal(error, await refused.ErrorAsync());
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
