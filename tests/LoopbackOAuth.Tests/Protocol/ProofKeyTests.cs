using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class ProofKeyTests
{
    [Fact]
    [Trait("Invariant", "1")]
    public void Invariant_1_the_challenge_is_S256_as_in_RFC_7636_appendix_B()
    {
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ProofKey.ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        Assert.Equal("S256", ProofKey.Method);
    }

    [Fact]
    [Trait("Invariant", "1")]
    public void Invariant_1_a_verifier_is_32_random_bytes_in_base64url()
    {
        HashSet<string> verifiers = new(StringComparer.Ordinal);
        for (int count = 0; count < 10_000; count++)
        {
            ProofKey key = ProofKey.Create();
            string verifier = key.Verifier.Reveal();
            Assert.Matches("^[A-Za-z0-9_-]{43}$", verifier);
            Assert.Equal(32, Base64UrlText.Decode(verifier)!.Length);
            Assert.Equal(ProofKey.ChallengeOf(verifier), key.Challenge);
            Assert.True(verifiers.Add(verifier));
        }
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_proof_key_does_not_print_its_verifier()
    {
        ProofKey key = ProofKey.Create();

        Assert.DoesNotContain(key.Verifier.Reveal(), $"{key} {key.Verifier}", StringComparison.Ordinal);
    }
}
