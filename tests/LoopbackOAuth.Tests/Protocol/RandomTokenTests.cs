using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class RandomTokenTests
{
    [Fact]
    [Trait("Invariant", "1")]
    public void Invariant_1_state_and_nonce_have_256_bits_and_never_repeat()
    {
        HashSet<string> tokens = new(StringComparer.Ordinal);
        int[] bitCounts = new int[256];
        const int Count = 4096;
        for (int index = 0; index < Count; index++)
        {
            string token = RandomToken.Create().Reveal();
            Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
            Assert.True(tokens.Add(token));
            byte[] bytes = Base64UrlText.Decode(token)!;
            Assert.Equal(32, bytes.Length);
            for (int bit = 0; bit < 256; bit++)
            {
                bitCounts[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
            }
        }

        // Each bit is set about half of the time: ten standard deviations are 320 of 4096.
        Assert.All(bitCounts, count => Assert.InRange(count, (Count / 2) - 320, (Count / 2) + 320));
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_token_does_not_print() => Assert.Equal(Secret.Redacted, RandomToken.Create().ToString());
}
