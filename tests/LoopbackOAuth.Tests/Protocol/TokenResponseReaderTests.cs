using System.Globalization;
using System.Text;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class TokenResponseReaderTests
{
    [Fact]
    public void A_whole_response_is_read()
    {
        TokenResponse response = Read("""
            { "access_token": "at", "refresh_token": "rt", "id_token": "it", "token_type": "bearer", "expires_in": 3600,
              "scope": "openid  profile openid", "unknown": { "a": [] } }
            """).Value();

        Assert.Equal(("at", "rt", "it"), (response.AccessToken.Reveal(), response.RefreshToken?.Reveal(), response.IdToken?.Reveal()));
        Assert.Equal(("bearer", 3600), (response.TokenType, response.ExpiresInSeconds));
        Assert.Equal(["openid", "profile"], response.Scopes!);
    }

    [Theory]
    [InlineData("""{"access_token":"at"}""")]
    [InlineData("""{"access_token":"at","refresh_token":null,"id_token":null,"token_type":null,"expires_in":null,"scope":null,"error":null}""")]
    [InlineData("""{"access_token":"at","refresh_token":"","id_token":"","token_type":"","expires_in":"","scope":"","error":""}""")]
    public void What_is_missing_null_or_empty_is_absent(string body)
    {
        TokenResponse response = Read(body).Value();

        Assert.Equal("Bearer", response.TokenType);
        Assert.Null(response.RefreshToken);
        Assert.Null(response.IdToken);
        Assert.Null(response.ExpiresInSeconds);
        Assert.Null(response.Scopes);
    }

    [Theory]
    [InlineData("3600", 3600L)]
    [InlineData("\"3600\"", 3600L)]
    [InlineData("3600.0", 3600L)]
    [InlineData("3599.9", 3599L)]
    [InlineData("3.6e3", 3600L)]
    [InlineData("0", 0L)]
    [InlineData("3155760000", 3155760000L)]
    [InlineData("3155760001", null)]
    [InlineData("-1", 0L)]
    [InlineData("-0.5", 0L)]
    [InlineData("1e400", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("\"3,600\"", null)]
    [InlineData("true", null)]
    [InlineData("{}", null)]
    [InlineData("[3600]", null)]
    public void A_lifetime_is_read_where_it_makes_sense(string expiresIn, long? expected) =>
        Assert.Equal(expected, Read($$"""{"access_token":"at","expires_in":{{expiresIn}}}""").Value().ExpiresInSeconds);

    [Theory]
    [InlineData("\"a b\"", "a b")]
    [InlineData("[\"a\",\"b\"]", "a b")]
    [InlineData("\"repo,gist\"", "repo,gist")]
    [InlineData("\"a \\u001b[31m b\\\"c d\\\\e \\u00e9\"", "a")]
    public void Scopes_are_read_and_what_cannot_be_one_is_left_out(string scope, string expected) =>
        Assert.Equal(expected.Split(' '), Read($$"""{"access_token":"at","scope":{{scope}}}""").Value().Scopes!);

    [Theory]
    [InlineData("Bearer")]
    [InlineData("DPoP")]
    [InlineData("mac")]
    [InlineData("urn:ietf:params:oauth:token-type:access_token")]
    public void A_token_type_is_kept_as_sent(string tokenType) =>
        Assert.Equal(tokenType, Read($$"""{"access_token":"at","token_type":"{{tokenType}}"}""").Value().TokenType);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"access_token":17}""")]
    [InlineData("""{"access_token":["canary"]}""")]
    [InlineData("""{"access_token":"canary\u0000"}""")]
    [InlineData("""{"access_token":"canary\n"}""")]
    [InlineData("""{"access_token":"canary\u007f"}""")]
    [InlineData("""{"access_token":"canaryé"}""")]
    [InlineData("""{"access_token":"canary\ud800"}""")]
    [InlineData("""{"access_token":"canary","access_token":"canary"}""")]
    [InlineData("""{"access_token":"canary","refresh_token":1}""")]
    [InlineData("""{"access_token":"canary","refresh_token":"a\r\nb"}""")]
    [InlineData("""{"access_token":"canary","id_token":{}}""")]
    [InlineData("""{"access_token":"canary","token_type":"\u001b[31m"}""")]
    [InlineData("""{"access_token":"canary","error":{"message":"canary"}}""")]
    [InlineData("""{"access_token":"canary"} trailing""")]
    [InlineData("""["canary"]""")]
    [InlineData("access_token=canary")]
    [InlineData("<html>canary</html>")]
    [InlineData("canary")]
    [InlineData("")]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_success_that_cannot_be_used_is_refused_and_nothing_of_it_is_shown(string body)
    {
        OAuthError error = Read(body).Error();

        Assert.Equal(("invalid_response", 200), (error.Code, error.StatusCode));
        Assert.Null(error.Detail);
        Assert.DoesNotContain("canary", $"{error} {error.Description} {error.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_a_success_response_is_an_error()
    {
        OAuthError error = Read("""{"error":"bad_verification_code","error_description":"No.","access_token":"canary"}""").Error();

        Assert.Equal(("bad_verification_code", "No.", 200), (error.Code, error.Description, error.StatusCode));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(299)]
    public void Every_2xx_is_a_success(int status) => Assert.Equal("at", Read("""{"access_token":"at"}""", status).Value().AccessToken.Reveal());

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    public void Json_is_read_whatever_the_media_type_says(string? mediaType) =>
        Assert.Equal("at", Read(" \r\n{\"access_token\":\"at\"}", mediaType: mediaType).Value().AccessToken.Reveal());

    [Fact]
    public void A_form_is_read_for_success_and_error()
    {
        TokenResponse response = Read("access_token=gho_a%2Bb&scope=repo%2Cgist+x&token_type=bearer&expires_in=28800&refresh_token=", mediaType: "application/x-www-form-urlencoded").Value();
        Assert.Equal(("gho_a+b", "bearer", 28800), (response.AccessToken.Reveal(), response.TokenType, response.ExpiresInSeconds));
        Assert.Equal(["repo,gist", "x"], response.Scopes!);
        Assert.Null(response.RefreshToken);

        OAuthError error = Read(
            "error=bad_verification_code&error_description=The+code+is+incorrect.&error_uri=https%3A%2F%2Fdocs.example.com", mediaType: "Application/X-WWW-Form-Urlencoded").Error();
        Assert.Equal(("bad_verification_code", "The code is incorrect.", "https://docs.example.com"), (error.Code, error.Description, error.Uri));
    }

    [Theory]
    [InlineData("access_token=a&access_token=b")]
    [InlineData("access_token=a&access_token=")]
    [InlineData("access_token=%zz")]
    [InlineData("access_token=a%00")]
    [InlineData("nothing")]
    public void A_form_that_repeats_or_breaks_is_refused(string body) =>
        Assert.Equal("invalid_response", Read(body, mediaType: "application/x-www-form-urlencoded").Error().Code);

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_token_response_does_not_print_its_tokens()
    {
        TokenResponse response = Read("""{"access_token":"canary-1","refresh_token":"canary-2","id_token":"canary-3"}""").Value();

        Assert.DoesNotContain("canary", string.Create(CultureInfo.InvariantCulture, $"{response}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("\"a.b.c\\n\"")]
    public void An_id_token_that_cannot_be_one_is_left_out_of_the_answer_to_a_refresh_and_costs_a_sign_in(string idToken)
    {
        string body = $$"""{"access_token":"at","refresh_token":"rt","id_token":{{idToken}}}""";

        TokenResponse response = Read(body, isRefresh: true).Value();

        Assert.Equal(("at", "rt", null, true), (response.AccessToken.Reveal(), response.RefreshToken?.Reveal(), response.IdToken, response.IsIdTokenMalformed));
        Assert.Equal("invalid_response", Read(body).Error().Code);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("token_type")]
    public void Another_member_that_cannot_be_one_ends_a_refresh(string name)
    {
        string body = """{"access_token":"at","refresh_token":"rt","token_type":"Bearer"}""".Replace($"\"{name}\":\"", $"\"{name}\":\"\\n", StringComparison.Ordinal);

        Assert.Equal("invalid_response", Read(body, isRefresh: true).Error().Code);
    }

    private static ProtocolResult<TokenResponse> Read(string body, int status = 200, string? mediaType = "application/json", bool isRefresh = false) =>
        new TokenResponseReader(new TokenErrors(new SecretScrubber(), "http://127.0.0.1:1/callback"), isRefresh)
            .Read(new BackchannelResponse { StatusCode = status, MediaType = mediaType, Body = Encoding.UTF8.GetBytes(body) });
}
