using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LoopbackOAuth.Transports;

/// <summary>
/// One bit for each byte of a request's head, made 32 bytes at a time: where a name ends and where a value ends is then
/// a matter of counting zeros, without another look at the bytes.
/// </summary>
internal readonly ref struct HeadByteClasses
{
    private const int BytesPerWord = 64;
    private const byte Space = 0x20;
    private const byte HighestVisible = 0x7E;

    private readonly ReadOnlySpan<ulong> _notName;
    private readonly ReadOnlySpan<ulong> _notValue;

    /// <param name="text">The bytes.</param>
    /// <param name="words">Room for the bits: <see cref="WordsFor"/> of the text's length.</param>
    public HeadByteClasses(ReadOnlySpan<byte> text, Span<ulong> words)
    {
        Span<ulong> notName = words[..(words.Length / 2)];
        Span<ulong> notValue = words[notName.Length..];
        int word = 0;
        for (; text.Length >= BytesPerWord; word++)
        {
            (notName[word], notValue[word]) = Classify(text);
            text = text[BytesPerWord..];
        }

        // The zeros after the last byte belong to no class, and so end whatever comes before.
        Span<byte> rest = stackalloc byte[BytesPerWord];
        rest.Clear();
        text.CopyTo(rest);
        (notName[word], notValue[word]) = Classify(rest);
        _notName = notName;
        _notValue = notValue;
    }

    /// <summary>How many words the bits of a text need.</summary>
    public static int WordsFor(int length) => 2 * ((length / BytesPerWord) + 1);

    /// <summary>The first byte from a position on that is neither a letter nor a hyphen, of which nearly all field names consist.</summary>
    public int NextNotName(int from) => Next(_notName, from);

    /// <summary>The first byte from a position on that is not visible ASCII or space.</summary>
    public int NextNotValue(int from) => Next(_notValue, from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ReadOnlySpan<ulong> words, int from)
    {
        int word = from / BytesPerWord;
        ulong bits = words[word] >> from;
        if (bits != 0)
        {
            return from + BitOperations.TrailingZeroCount(bits);
        }

        return NextWord(words, word);
    }

    private static int NextWord(ReadOnlySpan<ulong> words, int word)
    {
        do
        {
            word++;
        }
        while (words[word] == 0);

        return (word * BytesPerWord) + BitOperations.TrailingZeroCount(words[word]);
    }

    private static (ulong NotName, ulong NotValue) Classify(ReadOnlySpan<byte> text)
    {
        Vector256<byte> first = Vector256.Create(text);
        Vector256<byte> second = Vector256.Create(text[Vector256<byte>.Count..]);
        return (
            Join(NotName(first), NotName(second)),
            Join(NotValue(first), NotValue(second)));
    }

    private static ulong Join(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << Vector256<byte>.Count);

    private static Vector256<byte> NotName(Vector256<byte> text)
    {
        Vector256<byte> letter = (text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a');
        return Vector256.GreaterThan(letter, Vector256.Create((byte)('z' - 'a'))) & ~Vector256.Equals(text, Vector256.Create((byte)'-'));
    }

    private static Vector256<byte> NotValue(Vector256<byte> text) =>
        Vector256.GreaterThan(text - Vector256.Create(Space), Vector256.Create((byte)(HighestVisible - Space)));
}
