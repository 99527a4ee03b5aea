using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>
/// Finds the parameters of an authorization response in a form-encoded text, whether it came as a query, as a form body
/// or as a paste. Allocates nothing. The rules are those of docs/callback-rules.md.
/// </summary>
internal static class CallbackParser
{
    /// <summary>The longest text that is looked at, in bytes. Codes of several kilobytes exist; RFC 6749 section 4.1.2 sets no bound.</summary>
    public const int MaxLength = 16 * 1024;

    private const int LongestName = 17; // error_description
    private const byte LowestVisible = 0x20;
    private const byte HighestVisible = 0x7E;

    /// <summary>Finds the parameters. Unknown ones are ignored (RFC 6749 section 4.1.2), an empty value is an absent one (section 3.1).</summary>
    /// <param name="text">The text, without a leading <c>?</c>.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="issuer">The issuer that is expected: it is recognised in its usual encoding without being decoded.</param>
    public static CallbackRefusal Parse(ReadOnlySpan<byte> text, out CallbackParameters parameters, KnownIssuer? issuer = null)
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

        // One look at the whole spares a look at each value: as a rule nothing but an escape can be wrong.
        bool isVisible = IsVisible(text);
        Field seen = Field.Unknown;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'&');
            ReadOnlySpan<byte> pair = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];

            int equals = pair.IndexOf((byte)'=');
            Field field = Recognize(equals < 0 ? pair : pair[..equals]);
            if (field is Field.Unknown)
            {
                continue;
            }

            // RFC 6749 section 3.1: parameters must not be included more than once, whatever their values.
            if ((seen & field) is not Field.Unknown)
            {
                return CallbackRefusal.RepeatedParameter;
            }

            seen |= field;
            if (!Take(field, equals < 0 ? default : pair[(equals + 1)..], isVisible, issuer, ref parameters))
            {
                return CallbackRefusal.Malformed;
            }
        }

        return CallbackRefusal.None;
    }

    private static bool IsVisible(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange(LowestVisible, HighestVisible) < 0;

    private static bool Take(Field field, ReadOnlySpan<byte> raw, bool isVisible, KnownIssuer? issuer, ref CallbackParameters parameters)
    {
        if (field is Field.ErrorDescription)
        {
            return TryTakeText(raw, out parameters.ErrorDescription);
        }

        if (field is Field.Issuer && issuer is not null && issuer.IsAsUsual(raw))
        {
            parameters.Issuer = new FormValue(raw, issuer.Length);
            return true;
        }

        // RFC 6749 appendix A: code, state, error and error_uri consist of visible ASCII; so does an issuer, which is a URL.
        int length = isVisible || IsVisible(raw) ? FormValue.Measure(raw, LowestVisible, HighestVisible) : -1;
        FormValue value = new(raw, length);
        switch (field)
        {
            case Field.Code:
                parameters.Code = value;
                return length >= 0;
            case Field.State:
                parameters.State = value;
                return length >= 0;
            case Field.Issuer:
                parameters.Issuer = value;
                return length >= 0;
            case Field.Error:
                parameters.Error = value;
                return length >= 0 && HasNoQuote(value, LowestVisible);
            default:
                parameters.ErrorUri = value;
                return length >= 0 && HasNoQuote(value, LowestVisible + 1);
        }
    }

    // NQSCHAR, and what a URI reference in error_uri consists of, leave out '"' and '\' (RFC 6749 appendix A.7 and A.9).
    private static bool HasNoQuote(FormValue value, byte lowest)
    {
        int position = 0;
        while (value.TryRead(ref position, out byte character))
        {
            if (character is (byte)'"' or (byte)'\\' || character < lowest)
            {
                return false;
            }
        }

        return true;
    }

    // Servers put quotes, line ends and their own language in here, which RFC 6749 appendix A.8 rules out. The response
    // counts all the same, and the text is sanitized where it is shown; but it must be text.
    private static bool TryTakeText(ReadOnlySpan<byte> raw, out FormValue value)
    {
        int length = FormValue.Measure(raw);
        value = new FormValue(raw, Math.Max(length, 0));
        return length >= 0 && IsUtf8(value);
    }

    private static bool IsUtf8(FormValue value)
    {
        Span<byte> sequence = stackalloc byte[4];
        int length = 0;
        int position = 0;
        while (value.TryRead(ref position, out byte next))
        {
            sequence[length++] = next;
            switch (Rune.DecodeFromUtf8(sequence[..length], out _, out _))
            {
                case OperationStatus.Done:
                    length = 0;
                    break;
                case OperationStatus.NeedMoreData:
                    break;
                default:
                    return false;
            }
        }

        return length == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Field Recognize(ReadOnlySpan<byte> name)
    {
        Field field = Match(name);
        return field is Field.Unknown && name.Contains((byte)'%') ? RecognizeEscaped(name) : field;
    }

    private static Field RecognizeEscaped(ReadOnlySpan<byte> name)
    {
        // A name may be escaped like a value, and "st%61te" beside "state" is a repeated parameter.
        int length = FormValue.Measure(name);
        if (length is < 0 or > LongestName)
        {
            return Field.Unknown;
        }

        Span<byte> decoded = stackalloc byte[LongestName];
        new FormValue(name, length).Decode(decoded);
        return Match(decoded[..length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
