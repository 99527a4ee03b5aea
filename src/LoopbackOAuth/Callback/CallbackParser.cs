namespace LoopbackOAuth.Callback;

/// <summary>
/// Finds the parameters of an authorization response in a form-encoded text, whether it came as a query, as a form body
/// or as a paste. Allocates nothing.
/// </summary>
internal static class CallbackParser
{
    /// <summary>The longest text that is looked at, in bytes. Codes of several kilobytes exist; RFC 6749 section 4.1.2 sets no bound.</summary>
    public const int MaxLength = 16 * 1024;

    private const int LongestName = 17; // error_description

    /// <summary>Finds the parameters. Unknown ones are ignored (RFC 6749 section 4.1.2), an empty value is an absent one (section 3.1).</summary>
    public static CallbackRefusal Parse(ReadOnlySpan<byte> text, out CallbackParameters parameters)
    {
        parameters = default;
        if (text.IsEmpty)
        {
            return CallbackRefusal.Empty;
        }

        if (text.Length > MaxLength)
        {
            return CallbackRefusal.TooLarge;
        }

        int seen = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'&');
            ReadOnlySpan<byte> pair = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];

            int equals = pair.IndexOf((byte)'=');
            CallbackRefusal refusal = Take(
                equals < 0 ? pair : pair[..equals],
                equals < 0 ? default : pair[(equals + 1)..],
                ref seen,
                ref parameters);
            if (refusal is not CallbackRefusal.None)
            {
                return refusal;
            }
        }

        return CallbackRefusal.None;
    }

    private static CallbackRefusal Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw, ref int seen, ref CallbackParameters parameters)
    {
        Field field = Recognize(name);
        if (field is Field.Unknown)
        {
            return CallbackRefusal.None;
        }

        // RFC 6749 section 3.1: parameters must not be included more than once, whatever their values.
        if ((seen & (int)field) != 0)
        {
            return CallbackRefusal.RepeatedParameter;
        }

        seen |= (int)field;
        int length = FormValue.Measure(raw);
        if (length < 0)
        {
            return CallbackRefusal.Malformed;
        }

        FormValue value = new(raw, length);
        switch (field)
        {
            case Field.Code:
                parameters.Code = value;
                break;
            case Field.State:
                parameters.State = value;
                break;
            case Field.Issuer:
                parameters.Issuer = value;
                break;
            case Field.Error:
                parameters.Error = value;
                break;
            case Field.ErrorDescription:
                // Servers put their own language in here; what is shown is sanitized, and the response still counts.
                parameters.ErrorDescription = value;
                return CallbackRefusal.None;
            default:
                parameters.ErrorUri = value;
                return CallbackRefusal.None;
        }

        // RFC 6749 appendix A: code, state and error consist of visible ASCII; so does a URI.
        return value.IsVisibleAscii() ? CallbackRefusal.None : CallbackRefusal.Malformed;
    }

    private static Field Recognize(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'%'))
        {
            return Match(name);
        }

        // A name may be escaped like a value, and "st%61te" beside "state" is a repeated parameter.
        int length = FormValue.Measure(name);
        if (length is < 0 or > LongestName)
        {
            return Field.Unknown;
        }

        Span<byte> decoded = stackalloc byte[length];
        new FormValue(name, length).Decode(decoded);
        return Match(decoded);
    }

    private static Field Match(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("iss"u8) => Field.Issuer,
        4 when name.SequenceEqual("code"u8) => Field.Code,
        5 when name.SequenceEqual("state"u8) => Field.State,
        5 when name.SequenceEqual("error"u8) => Field.Error,
        9 when name.SequenceEqual("error_uri"u8) => Field.ErrorUri,
        17 when name.SequenceEqual("error_description"u8) => Field.ErrorDescription,
        _ => Field.Unknown,
    };

    [Flags]
    private enum Field
    {
        Unknown = 0,
        Code = 1,
        State = 2,
        Issuer = 4,
        Error = 8,
        ErrorDescription = 16,
        ErrorUri = 32,
    }
}
