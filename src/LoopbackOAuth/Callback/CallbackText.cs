using System.Buffers;
using System.Text.Unicode;

namespace LoopbackOAuth.Callback;

/// <summary>Turns text into the bytes that the parser reads, so that there is one parser and one verdict.</summary>
internal static class CallbackText
{
    /// <summary>In no UTF-8 text and no parameter: it stands for half a surrogate pair, which has no UTF-8.</summary>
    private const byte Invalid = 0xFF;

    /// <summary>Whether a text has visible ASCII and spaces only, which is all that a state or an issuer can have (RFC 6749 appendix A, VSCHAR).</summary>
    public static bool IsVisibleAscii(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') < 0;

    /// <summary>Writes a text as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Room for three bytes a character.</param>
    /// <returns>How many bytes were written.</returns>
    public static int ToUtf8(ReadOnlySpan<char> text, Span<byte> destination)
    {
        int total = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(text, destination[total..], out int read, out int written, replaceInvalidSequences: false);
            total += written;
            if (status is OperationStatus.Done)
            {
                return total;
            }

            destination[total++] = Invalid;
            text = text[(read + 1)..];
        }
    }
}
