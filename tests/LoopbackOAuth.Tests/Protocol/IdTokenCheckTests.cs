using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class IdTokenCheckTests
{
    private const string Issuer = "https://auth.example.com";
    private const string Good = """{"iss":"https://auth.example.com","aud":"client","exp":1000060,"nonce":"the-nonce","sub":"u"}""";
    private const string Header = """{"alg":"RS256"}""";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    [Fact]
    public void A_token_for_this_sign_in_passes() => Assert.Null(Check(Jwt(Good)));

    [Theory]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":\"another\"")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":\"the-nonce \"")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":\"THE-NONCE\"")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":\"\"")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":null")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":[\"the-nonce\"]")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"none\":\"the-nonce\"")]
    [InlineData("\"nonce\":\"the-nonce\"", "\"nonce\":\"the-nonce\",\"nonce\":\"the-nonce\"")]
    [Trait("Invariant", "1")]
    public void Invariant_1_a_wrong_or_missing_nonce_is_refused(string claim, string instead) => Refused(Good.Replace(claim, instead, StringComparison.Ordinal));

    [Theory]
    [InlineData("https://auth.example.com/")]
    [InlineData("https://AUTH.example.com")]
    [InlineData("https://evil.example")]
    [InlineData("")]
    public void Another_issuer_is_refused(string issuer) => Refused(Good.Replace(Issuer, issuer, StringComparison.Ordinal));

    [Fact]
    public void A_missing_issuer_is_refused_when_one_is_known()
    {
        string payload = Good.Replace("\"iss\"", "\"isss\"", StringComparison.Ordinal);

        Refused(payload);
        Assert.Null(Check(Jwt(payload), issuer: null));
    }

    [Theory]
    [InlineData("\"client\"", true)]
    [InlineData("[\"client\"]", true)]
    [InlineData("[\"client\"],\"azp\":\"client\"", true)]
    [InlineData("[\"other\",\"client\"],\"azp\":\"client\"", true)]
    [InlineData("[\"other\",\"client\"]", false)]
    [InlineData("[\"other\",\"client\"],\"azp\":\"other\"", false)]
    [InlineData("[\"other\",\"client\"],\"azp\":17", false)]
    [InlineData("\"client\",\"azp\":\"other\"", false)]
    [InlineData("\"other\"", false)]
    [InlineData("\"Client\"", false)]
    [InlineData("[]", false)]
    [InlineData("[[\"client\"]]", false)]
    [InlineData("null", false)]
    [InlineData("{\"client\":\"client\"}", false)]
    public void The_audience_holds_the_client_and_the_token_was_given_to_it(string audience, bool passes)
    {
        string payload = Good.Replace("\"aud\":\"client\"", $"\"aud\":{audience}", StringComparison.Ordinal);

        if (passes)
        {
            Assert.Null(Check(Jwt(payload)));
        }
        else
        {
            Refused(payload);
        }
    }

    [Theory]
    [InlineData("1000000", true)]
    [InlineData("999941", true)]
    [InlineData("999940.5", true)]
    [InlineData("999940", false)]
    [InlineData("999939", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("1e9", true)]
    [InlineData("1e400", false)]
    [InlineData("\"1000060\"", false)]
    [InlineData("null", false)]
    public void A_token_passes_until_60_seconds_after_its_expiry(string expiry, bool passes)
    {
        string payload = Good.Replace("1000060", expiry, StringComparison.Ordinal);

        if (passes)
        {
            Assert.Null(Check(Jwt(payload)));
        }
        else
        {
            Refused(payload);
        }
    }

    public static TheoryData<string> Malformed => new(
        "x",
        ".",
        "..",
        "a.b.c.d.e",
        $"{Encode(Header)}.{Encode(Good)}",
        $"{Encode(Header)}.{Encode(Good)}=.s",
        $"{Encode(Header)}.{Convert.ToBase64String(Encoding.UTF8.GetBytes(Good))}.s.t",
        $"{Encode(Header)}. {Encode(Good)}.s",
        $"{Encode("[]")}.{Encode(Good)}.s",
        $"{Encode("no")}.{Encode(Good)}.s",
        $"!.{Encode(Good)}.s",
        $"{Encode(Header)}.{Encode("[]")}.s",
        $"{Encode(Header)}.{Encode(Good[..^1])}.s",
        $"{Encode(Header)}.{Encode(Good[..^1] + ",\"deep\":" + new string('[', 100) + new string(']', 100) + "}")}.s",
        $"{Encode(Header)}.{Encode(Good[..^1] + ",\"aud\":\"client\"}")}.s",
        $"{Encode(Header)}.{Encode(Good[..^1] + ",\"exp\":2000000}")}.s");

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_token_is_refused_and_never_an_exception(string token) => Assert.Equal("id_token_invalid", Check(token)?.Code);

    [Fact]
    [Trait("Invariant", "13")]
    public void Invariant_13_a_token_has_at_most_64_KB()
    {
        string token = Jwt(Good);

        Assert.Null(Check(token.PadRight(64 * 1024, 's')));
        Assert.Equal("id_token_invalid", Check(token.PadRight((64 * 1024) + 1, 's'))?.Code);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_nothing_of_a_refused_token_is_shown()
    {
        string payload = Good.Replace("the-nonce", "canary", StringComparison.Ordinal);

        OAuthError error = Check(Jwt(payload))!;

        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-nonce", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy!);
    }

    private const string Renewed = """{"iss":"https://auth.example.com","aud":"client","exp":1000060,"iat":1000000,"sub":"u"}""";

    [Theory]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"u\",\"nonce\":\"the-nonce\"")]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"u\",\"nonce\":\"\"")]
    [InlineData("\"aud\":\"client\"", "\"aud\":[\"client\",\"api\"],\"azp\":\"client\"")]
    [InlineData("x", "x")]
    public void A_refreshed_token_continues_the_one_before(string claim, string instead) => Assert.Same(IdTokenFinding.Good, CheckRefreshed(claim, instead));

    [Theory]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"v\"")]
    [InlineData("\"iat\":1000000,\"sub\":\"u\"", "\"sub\":\"v\"")]
    [InlineData("auth.example.com", "other.example.com")]
    [InlineData("\"aud\":\"client\"", "\"aud\":\"other\"")]
    [InlineData("\"aud\":\"client\"", "\"aud\":[\"other\",\"api\"]")]
    [InlineData("\"aud\":\"client\"", "\"aud\":[\"client\",\"api\"],\"azp\":\"api\"")]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"u\",\"nonce\":\"another\"")]
    public void A_refreshed_token_of_another_grant_is_foreign(string claim, string instead)
    {
        var finding = CheckRefreshed(claim, instead);

        Assert.True(finding.IsForeign);
        Assert.Equal("id_token_invalid", finding.Error!.Code);
    }

    [Theory]
    [InlineData("\"sub\":\"u\"", "\"sub\":null")]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"u\",\"sub\":\"u\"")]
    [InlineData("\"sub\":\"u\"", "\"sub\":\"u\",\"nonce\":7")]
    [InlineData("\"iss\"", "\"isss\"")]
    [InlineData("\"aud\":\"client\",", "")]
    [InlineData("\"aud\":\"client\"", "\"aud\":[\"client\",\"api\"]")]
    [InlineData("\"iat\":1000000", "\"iat\":\"now\"")]
    [InlineData("\"iat\":1000000,", "")]
    [InlineData("1000060", "900000")]
    public void A_refreshed_token_that_is_malformed_or_expired_is_not_foreign(string claim, string instead)
    {
        var finding = CheckRefreshed(claim, instead);

        Assert.False(finding.IsForeign);
        Assert.Equal("id_token_invalid", finding.Error!.Code);
    }

    [Fact]
    public void A_refreshed_token_cannot_be_compared_with_what_is_no_token()
    {
        var finding = IdTokenCheck.CheckRefreshed(new Secret(Jwt(Renewed)), new Secret("opaque"), nonce: null, "client", Now);

        Assert.False(finding.IsForeign);
        Assert.Equal("id_token_invalid", finding.Error!.Code);
    }

    [Fact, Trait("Invariant", "1")]
    public void Invariant_1_the_nonce_of_the_sign_in_counts_also_after_a_token_without_one()
    {
        string other = Renewed.Replace("\"sub\"", "\"nonce\":\"another\",\"sub\"", StringComparison.Ordinal);

        Assert.True(IdTokenCheck.CheckRefreshed(new Secret(Jwt(other)), new Secret(Jwt(Renewed)), new Secret("the-nonce"), "client", Now).IsForeign);
        Assert.Null(IdTokenCheck.CheckRefreshed(new Secret(Jwt(other)), new Secret(Jwt(Renewed)), nonce: null, "client", Now).Error);
        Assert.Equal(new Secret("the-nonce"), IdTokenCheck.NonceOf(new Secret(Jwt(Good))));
        Assert.Null(IdTokenCheck.NonceOf(new Secret(Jwt(Renewed))));
    }

    private static IdTokenFinding CheckRefreshed(string claim, string instead) =>
        IdTokenCheck.CheckRefreshed(new Secret(Jwt(Renewed.Replace(claim, instead, StringComparison.Ordinal))), new Secret(Jwt(Good)), nonce: null, "client", Now);

    private static void Refused(string payload) => Assert.Equal("id_token_invalid", Check(Jwt(payload))?.Code);

    private static OAuthError? Check(string token, string? issuer = Issuer) =>
        IdTokenCheck.Check(new Secret(token), new Secret("the-nonce"), issuer, "client", Now);

    private static string Jwt(string payload) => $"{Encode(Header)}.{Encode(payload)}.signature";

    private static string Encode(string json) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(json));
}
