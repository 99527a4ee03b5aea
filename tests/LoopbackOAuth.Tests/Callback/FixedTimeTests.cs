using System.Security.Cryptography;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class FixedTimeTests
{
    [Fact]
    public void Equal_bytes_are_equal_whatever_their_length()
    {
        for (int length = 0; length <= 200; length++)
        {
            byte[] value = RandomNumberGenerator.GetBytes(length);
            Assert.True(FixedTime.AreEqual(value, value.ToArray()));
        }
    }

    [Fact]
    public void Each_single_bit_makes_a_difference_at_each_place_and_length()
    {
        for (int length = 1; length <= 80; length++)
        {
            byte[] value = RandomNumberGenerator.GetBytes(length);
            for (int bit = 0; bit < length * 8; bit++)
            {
                byte[] other = value.ToArray();
                other[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(FixedTime.AreEqual(value, other));
            }
        }
    }

    [Fact]
    public void The_same_difference_in_two_places_does_not_cancel_out()
    {
        byte[] value = new byte[43];
        for (int first = 0; first < value.Length; first++)
        {
            for (int second = 0; second < value.Length; second++)
            {
                byte[] other = new byte[43];
                other[first] = 0x5A;
                other[second] = 0x5A;
                Assert.False(FixedTime.AreEqual(value, other));
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(43, 42)]
    [InlineData(16, 17)]
    public void Another_length_is_another_value(int left, int right) => Assert.False(FixedTime.AreEqual(new byte[left], new byte[right]));
}
