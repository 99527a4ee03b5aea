using System.Text;

namespace LoopbackOAuth.Protocol;

/// <summary>The <c>application/x-www-form-urlencoded</c> format over UTF-8 (RFC 6749 appendix B).</summary>
internal static class FormEncoding
{
    public const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>Encodes one text. A space becomes <c>%20</c>, which every decoder reads the same way, in bodies, queries and Basic credentials.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Encodes a list of parameters in its order.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        StringBuilder form = new();
        foreach ((string name, string value) in parameters)
        {
            form.Append(form.Length == 0 ? "" : "&").Append(Encode(name)).Append('=').Append(Encode(value));
        }

        return form.ToString();
    }

    /// <summary>Decodes a list of parameters, strictly.</summary>
    /// <returns>The parameters in their order, or <see langword="null"/> when an escape is broken.</returns>
    public static List<KeyValuePair<string, string>>? Decode(string form)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (string pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string? name = DecodeText(equals < 0 ? pair : pair[..equals]);
            string? value = DecodeText(equals < 0 ? string.Empty : pair[(equals + 1)..]);
            if (name is null || value is null)
            {
                return null;
            }

            parameters.Add(new(name, value));
        }

        return parameters;
    }

    /// <summary>Decodes one text, strictly. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <returns>The text, or <see langword="null"/> when an escape is broken.</returns>
    public static string? DecodeText(string encoded)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(encoded);
        int written = 0;
        for (int read = 0; read < bytes.Length; read++, written++)
        {
            byte current = bytes[read];
            if (current != '%')
            {
                bytes[written] = current == '+' ? (byte)' ' : current;
                continue;
            }

            if (read + 2 >= bytes.Length || !char.IsAsciiHexDigit((char)bytes[read + 1]) || !char.IsAsciiHexDigit((char)bytes[read + 2]))
            {
                return null;
            }

            bytes[written] = (byte)((HexValue(bytes[read + 1]) << 4) | HexValue(bytes[read + 2]));
            read += 2;
        }

        return Encoding.UTF8.GetString(bytes, 0, written);
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
