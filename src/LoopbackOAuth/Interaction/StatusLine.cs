using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// The one line that is written over while a sign-in waits: the time left and, while the prompt is open, a short form of
/// what was typed or pasted. It never fills the line, so it never wraps, and it never shows a query, so that no code is left on the screen.
/// </summary>
internal static class StatusLine
{
    private const int LongestStart = 24;
    private const string Prompt = "Callback URL: ";

    /// <summary>Composes the line.</summary>
    /// <param name="left">The time left.</param>
    /// <param name="isPrompting">Whether a paste is asked for.</param>
    /// <param name="text">What was typed or pasted so far, as far as it is kept.</param>
    /// <param name="length">How many bytes that is in all.</param>
    /// <param name="width">The number of columns.</param>
    /// <returns>The line, shorter than <paramref name="width"/>.</returns>
    public static string Compose(TimeSpan left, bool isPrompting, ReadOnlySpan<byte> text, int length, int width)
    {
        string time = TimeLeft.Format(left);
        if (!isPrompting)
        {
            return Longest(width, $"Waiting for callback: {time} left", $"Waiting: {time}", time);
        }

        string number = length == 0 ? string.Empty : Characters(text, length).ToString(CultureInfo.InvariantCulture);
        string count = length == 0 ? string.Empty : $"({number} characters)";
        string brief = length == 0 ? string.Empty : $"({number})";
        string head = $"Waiting, {time} left. {Prompt}";

        // On a narrow terminal the prompt is what stays.
        return Longest(
            width,
            head + Start(text, length, count),
            head + count,
            $"{time} left. {Prompt}{count}",
            $"{time} {Prompt}{brief}",
            Prompt + brief,
            $"URL: {brief}",
            "URL:");
    }

    private static string Longest(int width, params ReadOnlySpan<string> forms)
    {
        int room = Math.Max(width - 1, 0);
        foreach (string form in forms)
        {
            if (form.Length <= room)
            {
                return form;
            }
        }

        return forms[^1][..room];
    }

    // Of what is not kept each byte counts as one.
    private static int Characters(ReadOnlySpan<byte> text, int length)
    {
        int characters = length;
        foreach (byte value in text)
        {
            characters -= (value & 0xc0) == 0x80 ? 1 : 0;
        }

        return characters;
    }

    private static string Start(ReadOnlySpan<byte> text, int length, string count)
    {
        // Only the plain beginning of an address is known not to be a secret.
        int scheme = Math.Max(CommonLength(text, "http://"u8), CommonLength(text, "https://"u8));
        bool isAddress = scheme > 0 && (scheme == text.Length || text[scheme - 1] == '/');
        int end = 0;
        while (isAddress && end < text.Length && end < LongestStart && text[end] is > (byte)' ' and < 0x7f and not ((byte)'?' or (byte)'#' or (byte)'='))
        {
            end++;
        }

        string start = Encoding.ASCII.GetString(text[..end]);
        return end == length ? start : end == 0 ? count : $"{start}... {count}";
    }

    private static int CommonLength(ReadOnlySpan<byte> text, ReadOnlySpan<byte> scheme)
    {
        int length = Math.Min(text.Length, scheme.Length);
        return Ascii.EqualsIgnoreCase(text[..length], scheme[..length]) ? length : 0;
    }
}
