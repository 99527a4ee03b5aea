using System.Globalization;
using System.Net;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A line of <c>/proc/net/tcp</c> or <c>tcp6</c>: the local end of a socket.</summary>
internal sealed record SocketEntry(IPAddress Address, int Port, bool Listens, int User, string Inode)
{
    private const string Listen = "0A";
    private const int WordDigits = 8;

    /// <returns>The entry, or <see langword="null"/> for a line that is none, such as the heading.</returns>
    public static SocketEntry? Parse(string line)
    {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ...
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 10
            && fields[1].Split(':') is [string words, string port]
            && ParseAddress(words) is { } address
            && int.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out int user)
            ? new SocketEntry(address, number, fields[3] == Listen, user, fields[9])
            : null;
    }

    /// <summary>Whether the socket is in the way of another one on an address: on that address itself, or on all of them.</summary>
    public bool Covers(IPAddress address) =>
        Address.Equals(address)
        || Address.Equals(IPAddress.IPv6Any)
        || (Address.Equals(IPAddress.Any) && address.AddressFamily == Address.AddressFamily);

    // Words of 32 bits, each printed as a number of this machine.
    private static IPAddress? ParseAddress(string text)
    {
        if (text.Length is not (WordDigits or 4 * WordDigits))
        {
            return null;
        }

        List<byte> bytes = [];
        for (int start = 0; start < text.Length; start += WordDigits)
        {
            if (!uint.TryParse(text.AsSpan(start, WordDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word))
            {
                return null;
            }

            bytes.AddRange(BitConverter.GetBytes(word));
        }

        IPAddress address = new([.. bytes]);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
