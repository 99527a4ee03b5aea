using System.Globalization;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>
/// The rules for an authorization response, written a second time, plainly and slowly, without a look at the library's
/// code: RFC 6749 sections 3.1 and 4.1.2 and appendices A and B, the form decoding of the URL standard, RFC 9207. Both
/// must come to the same verdict and the same values.
/// </summary>
internal static class ResponseModel
{
    private const int LongestResponse = 16 * 1024;

    private static readonly Dictionary<string, Func<string, bool>> Grammar = new(StringComparer.Ordinal)
    {
        ["code"] = value => value.All(IsVschar),
        ["state"] = value => value.All(IsVschar),
        ["iss"] = value => value.All(IsVschar),
        ["error"] = value => value.All(IsNqschar),
        ["error_uri"] = value => value.All(character => IsNqschar(character) && character != ' '),

        // On purpose wider than RFC 6749 appendix A.8: servers write in their own language here.
        ["error_description"] = _ => true,
    };

    public static ModelAnswer Judge(byte[] response, string state, string? issuer, bool issuerRequired)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        ModelAnswer Refused(CallbackRefusal refusal) => new(refusal, values);

        if (response.Length == 0)
        {
            return Refused(CallbackRefusal.Empty);
        }

        if (response.Length > LongestResponse)
        {
            return Refused(CallbackRefusal.TooLarge);
        }

        // In Latin-1 every character is one byte.
        foreach (string pair in Encoding.Latin1.GetString(response).Split('&'))
        {
            string[] halves = pair.Split('=', 2);
            if (Decode(halves[0]) is not { } name || !Grammar.TryGetValue(name, out Func<string, bool>? isLegal))
            {
                continue;
            }

            if (values.ContainsKey(name))
            {
                return Refused(CallbackRefusal.RepeatedParameter);
            }

            if (Decode(halves.Length == 2 ? halves[1] : "") is not { } value || !isLegal(value))
            {
                return Refused(CallbackRefusal.Malformed);
            }

            values.Add(name, value);
        }

        // A parameter without a value is treated as if it were not there (RFC 6749 section 3.1).
        foreach (string name in values.Where(entry => entry.Value.Length == 0).Select(entry => entry.Key).ToArray())
        {
            values.Remove(name);
        }

        if (!values.TryGetValue("state", out string? given))
        {
            return Refused(CallbackRefusal.StateMissing);
        }

        if (given != state)
        {
            return Refused(CallbackRefusal.StateMismatch);
        }

        if (issuer is not null && !values.ContainsKey("iss") && issuerRequired)
        {
            return Refused(CallbackRefusal.IssuerMissing);
        }

        if (issuer is not null && values.TryGetValue("iss", out string? named) && named != issuer)
        {
            return Refused(CallbackRefusal.IssuerMismatch);
        }

        return Refused(values.ContainsKey("code") || values.ContainsKey("error") ? CallbackRefusal.None : CallbackRefusal.NothingDelivered);
    }

    // The text that the bytes stand for; null when an escape is damaged or the bytes are not UTF-8.
    private static string? Decode(string text)
    {
        List<byte> bytes = [];
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '%')
            {
                string digits = text.Substring(index + 1, Math.Min(2, text.Length - index - 1));
                if (digits.Length < 2 || !digits.All(char.IsAsciiHexDigit))
                {
                    return null;
                }

                bytes.Add(byte.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 2;
            }
            else
            {
                bytes.Add(text[index] == '+' ? (byte)' ' : (byte)text[index]);
            }
        }

        return Utf8Model.Decode(bytes);
    }

    private static bool IsVschar(char character) => character is >= ' ' and <= '~';

    private static bool IsNqschar(char character) => IsVschar(character) && character is not ('"' or '\\');
}
