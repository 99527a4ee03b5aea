using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Reads the head of an HTTP/1.1 request strictly (RFC 9112): CRLF line ends only, no folded lines, no NUL, bounded in
/// length and number of fields. Allocates nothing.
/// </summary>
internal static class HttpRequestHead
{
    /// <summary>The longest request line and header section together, in bytes.</summary>
    public const int MaxLength = 16 * 1024;

    public const int MostFields = 100;

    /// <summary>Where the head ends, the empty line included; -1 when it is not complete yet.</summary>
    public static int FindEnd(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    /// <summary>Whether it can still become a request: a method starts with a letter.</summary>
    public static bool MayBeHttp(ReadOnlySpan<byte> received) => char.IsAsciiLetter((char)received[0]);

    public static bool IsLineTooLong(ReadOnlySpan<byte> received) => received.IndexOf("\r\n"u8) < 0;

    public static bool TryParse(ReadOnlySpan<byte> head, out CallbackRequest request)
    {
        request = new CallbackRequest { ContentLength = -1 };
        int end = head.IndexOf("\r\n"u8);
        if (!TryParseLine(head[..end], ref request))
        {
            return false;
        }

        head = head[(end + 2)..];
        for (int count = 0; ; count++)
        {
            end = head.IndexOf("\r\n"u8);
            if (end == 0)
            {
                return true;
            }

            if (count == MostFields || !TryParseField(head[..end], ref request))
            {
                return false;
            }

            head = head[(end + 2)..];
        }
    }

    private static bool TryParseLine(ReadOnlySpan<byte> line, ref CallbackRequest request)
    {
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first + 1)
        {
            return false;
        }

        request.Method = line[..first];
        request.Target = line[(first + 1)..last];
        ReadOnlySpan<byte> version = line[(last + 1)..];

        // A target is visible ASCII without spaces (RFC 9112 section 3.2); a second space would be inside it here.
        return IsToken(request.Method)
            && request.Target.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0
            && (version.SequenceEqual("HTTP/1.1"u8) || version.SequenceEqual("HTTP/1.0"u8));
    }

    private static bool TryParseField(ReadOnlySpan<byte> line, ref CallbackRequest request)
    {
        // A name is a token right before the colon: this also refuses folded lines and space before the colon (RFC 9112 section 5).
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || !IsToken(line[..colon]))
        {
            return false;
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        foreach (byte character in value)
        {
            if (character is < 0x20 and not (byte)'\t' or 0x7F)
            {
                return false;
            }
        }

        switch (name.Length)
        {
            case 4 when Is(name, "host"u8):
                request.HostCount++;
                request.Host = value;
                break;
            case 6 when Is(name, "origin"u8):
                // A browser sends one; of two it could not be said which was meant.
                if (!request.Origin.IsEmpty)
                {
                    return false;
                }

                request.Origin = value;
                break;
            case 7 when Is(name, "upgrade"u8):
                request.HasUpgrade = true;
                break;
            case 5 when Is(name, "x-moz"u8):
            case 7 when Is(name, "purpose"u8):
            case 9 when Is(name, "x-purpose"u8):
            case 11 when Is(name, "sec-purpose"u8):
                request.Purpose = value;
                break;
            case 12 when Is(name, "content-type"u8):
                request.ContentType = value;
                break;
            case 14 when Is(name, "content-length"u8):
                // Two lengths, or one that is no number, are how requests are smuggled.
                return request.ContentLength < 0 && TryParseLength(value, out request.ContentLength);
            case 14 when Is(name, "sec-fetch-mode"u8):
                request.FetchMode = value;
                break;
            case 14 when Is(name, "sec-fetch-dest"u8):
                request.FetchDest = value;
                break;
            case 17 when Is(name, "transfer-encoding"u8):
                request.HasTransferEncoding = true;
                break;
            case 29 when Is(name, "access-control-request-method"u8):
                request.PreflightMethod = value;
                break;
            case 30 when Is(name, "access-control-request-headers"u8):
                request.PreflightHeaders = value;
                break;
            case 38 when Is(name, "access-control-request-private-network"u8):
                request.PreflightPrivateNetwork = value;
                break;
            default:
                break;
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);

    private static bool TryParseLength(ReadOnlySpan<byte> value, out long length)
    {
        length = 0;
        if (value.IsEmpty || value.Length > 10)
        {
            return false;
        }

        foreach (byte digit in value)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            length = (length * 10) + (digit - '0');
        }

        return true;
    }

    // RFC 9110 section 5.6.2.
    private static bool IsToken(ReadOnlySpan<byte> text)
    {
        foreach (byte character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && "!#$%&'*+-.^_`|~"u8.IndexOf(character) < 0)
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }
}
