using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Reads the head of an HTTP/1.1 request strictly (RFC 9112): CRLF line ends only, no folded lines, no control
/// characters, bounded in length and number of fields. In one call each byte is looked at about once. Allocates nothing.
/// </summary>
internal static class HttpRequestHead
{
    /// <summary>The longest request line and header section together, in bytes.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The most header fields.</summary>
    public const int MostFields = 100;

    private const byte Space = 0x20;
    private const byte LowestVisible = 0x21;
    private const byte HighestVisible = 0x7E;

    // RFC 9110 section 5.6.2.
    private static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether it can still become a request: a method starts with a letter.</summary>
    public static bool MayBeHttp(ReadOnlySpan<byte> received) => char.IsAsciiLetter((char)received[0]);

    /// <summary>Whether not even the request line is complete.</summary>
    public static bool IsLineTooLong(ReadOnlySpan<byte> received) => received.IndexOf("\r\n"u8) < 0;

    /// <summary>Reads what was received so far.</summary>
    /// <param name="received">What was received so far, from the first byte on.</param>
    /// <param name="request">What matters in it, when it is complete.</param>
    /// <param name="length">How long the head is, the empty line at its end included.</param>
    /// <returns>Whether the head is complete, may become so, or is wrong already.</returns>
    public static HttpRequestHeadStatus Parse(ReadOnlySpan<byte> received, out CallbackRequest request, out int length)
    {
        request = default;
        request.ContentLength = -1;
        length = 0;
        if (received.Length > MaxLength)
        {
            received = received[..MaxLength];
        }

        HttpRequestHeadStatus status = ParseLine(received, ref request, out int lineLength);
        if (status is not HttpRequestHeadStatus.Complete)
        {
            return status;
        }

        status = ParseFields(received[lineLength..], ref request, out length);
        length += lineLength;
        return status;
    }

    private static HttpRequestHeadStatus ParseFields(ReadOnlySpan<byte> received, ref CallbackRequest request, out int length)
    {
        HeadByteClasses bytes = new(received, stackalloc ulong[HeadByteClasses.WordsFor(received.Length)]);
        length = 0;
        for (int count = 0; ; count++)
        {
            int end = bytes.NextNotValue(length);
            if (!IsEndOfLine(received, end))
            {
                // Tabs and bytes above ASCII may be in a value, too (RFC 9110 section 5.5).
                while (end < received.Length && received[end] is (byte)'\t' or > 0x7F)
                {
                    end = bytes.NextNotValue(end + 1);
                }

                if (!IsEndOfLine(received, end))
                {
                    return end == received.Length || (end == received.Length - 1 && received[end] == '\r') ? HttpRequestHeadStatus.Incomplete : HttpRequestHeadStatus.Bad;
                }
            }

            int start = length;
            length = end + 2;
            if (end == start)
            {
                return HttpRequestHeadStatus.Complete;
            }

            // A name is a token right before the colon: this also refuses folded lines and space before the colon (RFC 9112 section 5).
            int colon = bytes.NextNotName(start);
            while (received[colon] != ':' && Token.Contains(received[colon]))
            {
                colon = bytes.NextNotName(colon + 1);
            }

            if (colon == start || received[colon] != ':' || count == MostFields || !Take(received[start..colon], received[(colon + 1)..end], ref request))
            {
                return HttpRequestHeadStatus.Bad;
            }
        }
    }

    private static HttpRequestHeadStatus ParseLine(ReadOnlySpan<byte> received, ref CallbackRequest request, out int read)
    {
        read = 0;
        int space = received.StartsWith("GET "u8) ? 3 : received.IndexOfAnyExcept(Token);
        if (space < 0)
        {
            return HttpRequestHeadStatus.Incomplete;
        }

        request.Method = received[..space];
        ReadOnlySpan<byte> target = received[(space + 1)..];
        if (space == 0 || received[space] != Space)
        {
            return HttpRequestHeadStatus.Bad;
        }

        // A target is visible ASCII without spaces (RFC 9112 section 3.2).
        space = target.IndexOfAnyExceptInRange(LowestVisible, HighestVisible);
        if (space <= 0)
        {
            return space < 0 ? HttpRequestHeadStatus.Incomplete : HttpRequestHeadStatus.Bad;
        }

        request.Target = target[..space];
        ReadOnlySpan<byte> version = target[space..];
        ReadOnlySpan<byte> newest = " HTTP/1.1\r\n"u8;
        ReadOnlySpan<byte> older = " HTTP/1.0\r\n"u8;
        if (version.StartsWith(newest) || version.StartsWith(older))
        {
            read = received.Length - version.Length + newest.Length;
            return HttpRequestHeadStatus.Complete;
        }

        return newest.StartsWith(version) || older.StartsWith(version) ? HttpRequestHeadStatus.Incomplete : HttpRequestHeadStatus.Bad;
    }

    private static bool IsEndOfLine(ReadOnlySpan<byte> received, int position) =>
        position + 1 < received.Length && received[position] == '\r' && received[position + 1] == '\n';

    private static bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref CallbackRequest request)
    {
        switch (name.Length)
        {
            case 4 when Is(name, "host"u8):
                request.HostCount++;
                request.Host = Trim(value);
                break;
            case 6 when Is(name, "origin"u8):
                request.Origin = Join(request.Origin, Trim(value));
                break;
            case 7 when Is(name, "upgrade"u8):
                request.HasUpgrade = true;
                break;
            case 5 when Is(name, "x-moz"u8):
            case 7 when Is(name, "purpose"u8):
            case 9 when Is(name, "x-purpose"u8):
            case 11 when Is(name, "sec-purpose"u8):
                request.Purpose = AdmissionPolicy.IsLookAhead(request.Purpose) ? request.Purpose : Trim(value);
                break;
            case 12 when Is(name, "content-type"u8):
                request.ContentType = Join(request.ContentType, Trim(value));
                break;
            case 14:
                return TakeOfFourteen(name, value, ref request);
            case 17 when Is(name, "transfer-encoding"u8):
                request.HasTransferEncoding = true;
                break;
            case 29 when Is(name, "access-control-request-method"u8):
                request.PreflightMethod = Join(request.PreflightMethod, Trim(value));
                break;
            case 30 when Is(name, "access-control-request-headers"u8):
                request.PreflightHeaders = Join(request.PreflightHeaders, Trim(value));
                break;
            case 38 when Is(name, "access-control-request-private-network"u8):
                request.PreflightPrivateNetwork = Join(request.PreflightPrivateNetwork, Trim(value));
                break;
            default:
                break;
        }

        return true;
    }

    // Four fields of a browser's request have names of this length: one letter tells them apart.
    private static bool TakeOfFourteen(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref CallbackRequest request)
    {
        switch (name[10] | 0x20)
        {
            case 'n' when Is(name, "content-length"u8):
                // Two lengths, or one that is no number, are how requests are smuggled.
                return request.ContentLength < 0 && TryParseLength(Trim(value), out request.ContentLength);
            case 'm' when Is(name, "sec-fetch-mode"u8):
                request.FetchMode = Join(request.FetchMode, Trim(value));
                break;
            case 'd' when Is(name, "sec-fetch-dest"u8):
                request.FetchDest = Join(request.FetchDest, Trim(value));
                break;
            default:
                break;
        }

        return true;
    }

    // Field names have no case (RFC 9110 section 5.1). Letters and hyphens, of which the wanted ones consist, survive the
    // bit that makes them lower-case, and no other byte of a name becomes one of them by it.
    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted)
    {
        const ulong LowerCase = 0x2020_2020_2020_2020;
        if (wanted.Length is < 8 or > 16)
        {
            return Ascii.EqualsIgnoreCase(name, wanted);
        }

        int last = wanted.Length - sizeof(ulong);
        return (MemoryMarshal.Read<ulong>(name) | LowerCase) == MemoryMarshal.Read<ulong>(wanted)
            && (MemoryMarshal.Read<ulong>(name[last..]) | LowerCase) == MemoryMarshal.Read<ulong>(wanted[last..]);
    }

    // A field that comes again is a list (RFC 9110 section 5.3), and none of the values that are looked for is a list.
    private static ReadOnlySpan<byte> Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> next) =>
        first.IsEmpty ? next : next.IsEmpty ? first : ","u8;

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        int start = 0;
        while (start < value.Length && value[start] is Space or (byte)'\t')
        {
            start++;
        }

        int end = value.Length;
        while (end > start && value[end - 1] is Space or (byte)'\t')
        {
            end--;
        }

        return value[start..end];
    }

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
}
