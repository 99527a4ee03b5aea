namespace LoopbackOAuth.Protocol;

/// <summary>Base64url without padding (RFC 4648 section 5, RFC 7515 appendix C).</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Decodes, strictly: no padding, no white space, no other alphabet.</summary>
    /// <returns>The bytes, or <see langword="null"/>.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 == 1)
        {
            return null;
        }

        char[] padded = new char[(text.Length + 3) / 4 * 4];
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
            {
                return null;
            }

            padded[index] = character switch { '-' => '+', '_' => '/', _ => character };
        }

        padded.AsSpan(text.Length).Fill('=');
        return Convert.FromBase64CharArray(padded, 0, padded.Length);
    }
}
