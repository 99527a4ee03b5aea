using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LoopbackOAuth.Callback;

/// <summary>
/// Compares secrets in a time that depends on their length only (RFC 9700 section 4.7 leaves the how open; a comparison
/// that stops early tells a guesser how far the guess was right).
/// </summary>
/// <remarks>
/// In the place of <see cref="System.Security.Cryptography.CryptographicOperations.FixedTimeEquals"/>, which is compiled
/// without optimisation and goes byte by byte. Every byte is combined into one difference, and nothing but the length
/// decides about a branch or an address.
/// </remarks>
internal static class FixedTime
{
    // Not inlined: no caller's knowledge about its arguments may change what is executed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        if (left.Length < Vector128<byte>.Count)
        {
            int bits = 0;
            for (int index = 0; index < left.Length; index++)
            {
                bits |= left[index] ^ right[index];
            }

            return bits == 0;
        }

        // The last block overlaps the one before it, so that no rest is left.
        int last = left.Length - Vector128<byte>.Count;
        Vector128<byte> difference = Vector128.Create(left[last..]) ^ Vector128.Create(right[last..]);
        for (int index = 0; index < last; index += Vector128<byte>.Count)
        {
            difference |= Vector128.Create(left[index..]) ^ Vector128.Create(right[index..]);
        }

        return difference == Vector128<byte>.Zero;
    }
}
