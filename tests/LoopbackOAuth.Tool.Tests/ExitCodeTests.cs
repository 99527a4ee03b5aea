using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Tests;

public sealed class ExitCodeTests
{
    private static readonly TokenSet Tokens = new() { AccessToken = new Secret("a"), ObtainedAt = DateTimeOffset.UnixEpoch };

    [Fact]
    public void A_token_that_could_not_be_stored_is_no_success() => Assert.Equal(1, ExitCode.For(new AccessTokenResult.Available(Tokens) { IsStored = false }));

    [Fact]
    public void A_token_with_a_warning_is_a_success() => Assert.Equal(0, ExitCode.For(new AccessTokenResult.Available(Tokens, new AccessTokenWarning("a", "b", "c"))));

    [Fact]
    public void A_server_in_trouble_is_told_apart_from_a_sign_in()
    {
        Assert.Equal(5, ExitCode.For(new AccessTokenResult.TemporarilyUnavailable("a", "b", "c")));
        Assert.Equal(6, ExitCode.For(new AccessTokenResult.SignInRequired(SignInReason.GrantRefused, "a", "b", "c")));
        Assert.Equal(1, ExitCode.For(new AccessTokenResult.Failed(AccessTokenFailure.Other, "a", "b", "c")));
    }
}
