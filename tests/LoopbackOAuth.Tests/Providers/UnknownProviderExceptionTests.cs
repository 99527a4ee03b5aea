using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class UnknownProviderExceptionTests
{
    [Theory]
    [MemberData(nameof(ProviderNameTests.Hostile), MemberType = typeof(ProviderNameTests), DisableDiscoveryEnumeration = true)]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_whoever_throws_it(string text)
    {
        var exception = new UnknownProviderException(text, [text]);

        Assert.All(exception.Message + exception.Remedy + exception.Provider, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal(ProviderName.Printable(text), exception.Provider);
    }

    [Fact]
    public void The_name_is_escaped_once() =>
        Assert.Equal(@"a\u001bb", Assert.Throws<UnknownProviderException>(() => Registry.Known.Get("a\u001bb")).Provider);

    [Fact]
    public void The_remedy_speaks_to_a_user_of_the_library() =>
        Assert.Equal(
            "Use the id of a registered provider, or define this one with an issuer or with an authorization and a token endpoint.",
            new UnknownProviderException("acme", []).Remedy);
}
