using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

public sealed class RelayRequestReaderTests
{
    [Fact]
    public void What_the_user_is_told_and_what_is_waited_for_come_out_of_the_url()
    {
        var request = AuthorizationUrls.Read(AuthorizationUrls.Valid);

        Assert.Equal("as.example", request.AuthorizationUri.Host);
        Assert.Equal("http://127.0.0.1:56121/callback", request.RedirectUri.OriginalString);
        Assert.Equal("app", request.ClientId);
        Assert.Equal(["openid", "profile"], request.Scopes);
        Assert.Equal(AuthorizationUrls.State, request.State.Reveal());
        Assert.False(request.FormPost);
    }

    [Fact]
    public void The_state_does_not_print() =>
        Assert.DoesNotContain(AuthorizationUrls.State, AuthorizationUrls.Read(AuthorizationUrls.Valid).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://127.0.0.1:65535")]
    [InlineData("http://127.0.0.1:8085/oauth2/callback?tenant=7")]
    [InlineData("http://[::1]:56121/callback")]
    [InlineData("http://localhost:1455/auth/callback")]
    public void Every_loopback_redirect_with_a_port_is_kept_letter_by_letter(string redirectUri) =>
        Assert.Equal(redirectUri, AuthorizationUrls.Read(AuthorizationUrls.With($"redirect_uri={redirectUri}")).RedirectUri.OriginalString);

    [Theory]
    [InlineData("  {0}\n")]
    [InlineData("'{0}'")]
    [InlineData("\"{0}\"\r\n")]
    [InlineData("<{0}>")]
    public void What_terminals_and_mail_put_around_a_url_is_taken_off(string form) =>
        Assert.Equal("app", AuthorizationUrls.Read(string.Format(null, form, AuthorizationUrls.Valid)).ClientId);

    [Fact]
    public void A_url_that_a_terminal_broke_into_lines_is_whole_again()
    {
        var broken = string.Join("\r\n  ", AuthorizationUrls.Valid.Chunk(40).Select(piece => new string(piece)));

        Assert.Equal(AuthorizationUrls.Valid, AuthorizationUrls.Read(broken).AuthorizationUri.OriginalString);
    }

    [Fact]
    public void A_form_post_is_taken_note_of() => Assert.True(AuthorizationUrls.Read(AuthorizationUrls.With("response_mode=form_post")).FormPost);

    [Theory]
    [InlineData("http://127.0.0.1:9/authorize")]
    [InlineData("http://[::1]:9/authorize")]
    [InlineData("http://localhost:9/authorize")]
    public void Without_tls_only_a_server_on_this_computer_is_asked(string endpoint) =>
        Assert.Equal(endpoint, AuthorizationUrls.Read(AuthorizationUrls.At(endpoint)).AuthorizationUri.GetLeftPart(UriPartial.Path));

    [Fact]
    public void A_resource_may_come_twice() => Assert.Equal("app", AuthorizationUrls.Read(AuthorizationUrls.Valid + "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example").ClientId);

    [Theory]
    [InlineData("", "Empty")]
    [InlineData(" \r\n", "Empty")]
    [InlineData("as.example/authorize", "NotAUrl")]
    [InlineData("/authorize?state=x", "NotAUrl")]
    [InlineData("file:///etc/passwd", "NotAUrl")]
    [InlineData("javascript:alert(1)", "NotAUrl")]
    [InlineData("https://as.example\u001b[2J/authorize", "NotAUrl")]
    [InlineData("https://\u0430s.example/authorize", "NotAUrl")]
    [InlineData("http://127.0.0.1:56121/callback?code=abc&state=xyz", "CallbackUrl")]
    [InlineData("http://localhost:56121/callback?error=access_denied&state=xyz", "CallbackUrl")]
    [InlineData("https://as.example/authorize?response_type=code", "CutShort")]
    [InlineData("https://as.example/authorize?client_id=app", "CutShort")]
    [InlineData("https://as.example/", "CutShort")]
    [InlineData("https://as.example/authorize?client_id=app&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Aabc", "HiddenRequest")]
    public void What_is_no_authorization_url_is_refused_by_what_it_is(string text, string refusal) => ShouldBeRefused(text, refusal);

    [Theory]
    [InlineData("NotHttps", "http://as.example/authorize")]
    [InlineData("NotHttps", "http://127.0.0.1.as.example/authorize")]
    [InlineData("NotAUrl", "ftp://as.example/authorize")]
    [InlineData("NotAUrl", "https://accounts.example.com@as.example/authorize")]
    public void A_request_to_another_kind_of_place_is_refused(string refusal, string endpoint) => ShouldBeRefused(AuthorizationUrls.At(endpoint), refusal);

    [Theory]
    [InlineData("AsksForTokens", "response_type=token")]
    [InlineData("AsksForTokens", "response_type=id_token")]
    [InlineData("AsksForTokens", "response_type=code id_token")]
    [InlineData("AsksForTokens", "response_type=code token")]
    [InlineData("NotACodeRequest", "response_type=none")]
    [InlineData("NotACodeRequest", "response_type=CODE")]
    [InlineData("NotACodeRequest", "response_type=")]
    [InlineData("ResponseMode", "response_mode=fragment")]
    [InlineData("ResponseMode", "response_mode=query.jwt")]
    [InlineData("ResponseMode", "response_mode=web_message")]
    [InlineData("ClientIdMissing", "client_id=")]
    [InlineData("HiddenRequest", "request_uri=urn:ietf:params:oauth:request_uri:abc")]
    [InlineData("HiddenRequest", "request=eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("HoldsSecret", "client_secret=hunter2")]
    [InlineData("HoldsSecret", "client_assertion=eyJ")]
    [InlineData("HoldsSecret", "code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("HoldsSecret", "access_token=abc")]
    [InlineData("StateMissing", "state=")]
    [InlineData("StateWeak", "state=123456789012345")]
    [InlineData("StateWeak", "state=a-state-with-a-\u0000-in-it")]
    [InlineData("StateWeak", "state=\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4")]
    [InlineData("PkceMissing", "code_challenge=")]
    [InlineData("PkceNotS256", "code_challenge_method=plain")]
    [InlineData("PkceNotS256", "code_challenge_method=")]
    [InlineData("PkceNotS256", "code_challenge_method=s256")]
    [InlineData("PkceNotS256", "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("PkceNotS256", "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw=cM")]
    public void A_request_that_is_not_safe_to_carry_is_refused(string refusal, string change) => ShouldBeRefused(AuthorizationUrls.With(change), refusal);

    [Theory]
    [InlineData("RedirectUriMissing", "")]
    [InlineData("RedirectUriNotLoopback", "https://127.0.0.1:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:0/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:65536/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:056121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:99999999999/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121@evil.example/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121.evil.example/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121\\@evil.example/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121/callback#fragment")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121//evil.example/")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121/a/../callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121/call back")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1:56121/call\r\nback")]
    [InlineData("RedirectUriNotLoopback", "http://127.1:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.2:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://2130706433:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://LOCALHOST:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://localhost.evil.example:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://127.0.0.1.evil.example:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://user@127.0.0.1:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://[::ffff:127.0.0.1]:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://0.0.0.0:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "http://192.0.2.7:56121/callback")]
    [InlineData("RedirectUriNotLoopback", "urn:ietf:wg:oauth:2.0:oob")]
    [InlineData("RedirectUriNotLoopback", "com.example.app:/callback")]
    public void An_answer_that_would_go_elsewhere_is_refused(string refusal, string redirectUri) =>
        ShouldBeRefused(AuthorizationUrls.With($"redirect_uri={redirectUri}"), refusal);

    [Theory]
    [InlineData("response_type=code")]
    [InlineData("redirect_uri=http%3A%2F%2F127.0.0.1%3A56121%2Fcallback")]
    [InlineData("redirect_uri=http%3A%2F%2Fevil.example%2F")]
    [InlineData("redirect%5Furi=http%3A%2F%2Fevil.example%2F")]
    [InlineData("redirect_uri=")]
    [InlineData("redirect_uri")]
    [InlineData("state=another-state-that-is-long")]
    [InlineData("client_id=other")]
    [InlineData("scope=admin")]
    [InlineData("code_challenge_method=plain")]
    public void A_parameter_that_comes_twice_is_refused_however_it_is_spelt(string repeated)
    {
        ShouldBeRefused($"{AuthorizationUrls.Valid}&{repeated}", "RepeatedParameter");
        ShouldBeRefused(AuthorizationUrls.Valid.Replace("?", $"?{repeated}&", StringComparison.Ordinal), "RepeatedParameter");
    }

    [Theory]
    [InlineData("Redirect_Uri=http%3A%2F%2Fevil.example%2F")]
    [InlineData("redirect_URI")]
    [InlineData("redirect_uri%5B%5D=http%3A%2F%2Fevil.example%2F")]
    [InlineData("redirect.uri=x")]
    [InlineData("+state=x")]
    [InlineData("SCOPE=admin")]
    [InlineData("Client_Secret=x")]
    [InlineData("Request_Uri=urn:x")]
    [InlineData("Authorization_Details=x")]
    public void A_parameter_with_nearly_the_name_of_one_of_the_protocol_is_refused(string parameter) =>
        ShouldBeRefused($"{AuthorizationUrls.Valid}&{parameter}", "MisspeltParameter");

    [Fact]
    public void Rights_that_stand_in_details_are_refused() => ShouldBeRefused(AuthorizationUrls.With("authorization_details=[]"), "AsksInDetails");

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    [InlineData("%ff")]
    [InlineData("%c0%af")]
    public void A_damaged_escape_is_refused(string escape) => ShouldBeRefused($"{AuthorizationUrls.Valid}&x={escape}", "Malformed");

    [Fact]
    public void A_fragment_is_refused() => ShouldBeRefused($"{AuthorizationUrls.Valid}#x", "NotAUrl");

    [Fact]
    public void Sixteen_kilobytes_are_read_and_one_character_more_is_not()
    {
        var padding = AuthorizationUrls.Valid + "&x=";
        var longest = padding + new string('a', RelayRequestReader.MaxLength - padding.Length);

        Assert.Equal("app", AuthorizationUrls.Read(longest).ClientId);
        ShouldBeRefused(longest + "a", "TooLarge");
    }

    private static void ShouldBeRefused(string text, string refusal)
    {
        Assert.Equal(Enum.Parse<RelayRefusal>(refusal), RelayRequestReader.Read(text, out var request));
        Assert.Null(request);
    }
}
