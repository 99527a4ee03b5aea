using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Environments;

/// <summary>The four fields of <c>SSH_CONNECTION</c>, parsed strictly: client address and port, server address and port.</summary>
/// <param name="ClientAddress">The address the client came from.</param>
/// <param name="ClientPort">The port the client came from.</param>
/// <param name="ServerAddress">The address the server was reached at.</param>
/// <param name="ServerPort">The port the server was reached at; 22 unless the administrator chose another.</param>
public sealed record SshConnection(string ClientAddress, int ClientPort, string ServerAddress, int ServerPort)
{
    /// <summary>
    /// Reads the value of <c>SSH_CONNECTION</c>: exactly four fields with one space between them, addresses as IP
    /// literals (IPv6 optionally with a zone), ports in decimal from 1 to 65535. Addresses keep the text they came in,
    /// and hold nothing but letters, digits and <c>. : % _ -</c>.
    /// </summary>
    /// <param name="text">The value.</param>
    /// <param name="connection">The connection, when the value is well formed.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SshConnection? connection)
    {
        connection = null;
        if (text is null || text.Split(' ') is not [var clientAddress, var clientPort, var serverAddress, var serverPort])
        {
            return false;
        }

        if (!IsAddress(clientAddress) || !TryParsePort(clientPort, out int client) || !IsAddress(serverAddress) || !TryParsePort(serverPort, out int server))
        {
            return false;
        }

        connection = new SshConnection(clientAddress, client, serverAddress, server);
        return true;
    }

    private static bool IsAddress(string text)
    {
        int zone = text.IndexOf('%', StringComparison.Ordinal);
        ReadOnlySpan<char> address = zone < 0 ? text : text.AsSpan(0, zone);
        if (zone >= 0 && !IsZone(text.AsSpan(zone + 1)))
        {
            return false;
        }

        // The zone stays away from the platform's parser, which would look the interface up on this machine.
        if (address.Contains(':'))
        {
            return ConsistsOf(address, alsoLetters: false, ":.")
                && IPAddress.TryParse(address, out IPAddress? parsed)
                && parsed.AddressFamily == AddressFamily.InterNetworkV6;
        }

        // The platform's parser also takes "1", "0x7f.1" and octal fields; writing the address back shows these.
        return zone < 0
            && IPAddress.TryParse(address, out IPAddress? four)
            && address.SequenceEqual(four.ToString());
    }

    private static bool IsZone(ReadOnlySpan<char> zone) =>
        zone.Length is > 0 and <= 64
        && ConsistsOf(zone, alsoLetters: true, "._-");

    private static bool ConsistsOf(ReadOnlySpan<char> text, bool alsoLetters, string punctuation)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiHexDigit(character)
                && !(alsoLetters && char.IsAsciiLetter(character))
                && !punctuation.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && text is { Length: <= 5 } and not ['0', ..]
        && port is >= 1 and <= 65535;
}
