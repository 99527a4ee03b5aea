using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// One login of an ssh command line: <c>[user@]host[:port]</c>, an IPv6 address in brackets or bare, all of it optionally
/// behind <c>ssh://</c>.
/// </summary>
/// <remarks>
/// What may be in it is a list of what names and aliases are made of. A leading <c>-</c> would be an option to ssh
/// (CVE-2017-1000117 and its kin), and characters of a shell reach one through <c>ProxyCommand</c> and <c>Match exec</c> in
/// the user's configuration (CVE-2023-51385); versions of ssh before 9.6 do not look.
/// </remarks>
internal sealed record SshHost(string? User, string Host, int? Port)
{
    private const string Scheme = "ssh://";
    private const string UserPunctuation = "._-+@=\\/~%^,:#";
    private const string HostPunctuation = "._-+~";
    private const int LongestPart = 255;

    /// <summary>Reads one login.</summary>
    /// <param name="text">The text, as the user gave it.</param>
    /// <param name="what">What it is, for the error: <c>destination</c> or <c>jump host</c>.</param>
    /// <exception cref="UsageException">It is not one.</exception>
    public static SshHost Parse(string text, string what) => TryParse(text, out SshHost? host)
        ? host
        : throw new UsageException(
            $"'{text}' cannot be a {what}.",
            "Write it as [user@]host or [user@]host:port, an IPv6 address with a port as [::1]:22; options of ssh come before it, each with a blank before its value.");

    public static bool TryParse(string text, [NotNullWhen(true)] out SshHost? host)
    {
        host = null;
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            text = text[Scheme.Length..];
            text = text.EndsWith('/') ? text[..^1] : text;
        }

        int at = text.LastIndexOf('@');
        string? user = at < 0 ? null : text[..at];
        if ((user is not null && !IsUser(user)) || !TryParsePlace(text[(at + 1)..], out string name, out int? port))
        {
            return false;
        }

        host = new SshHost(user, name, port);
        return true;
    }

    /// <summary>The destination as the last word of a command line; its port goes before it, with <c>-p</c>.</summary>
    public string Destination => User is null ? Host : $"{User}@{Host}";

    /// <summary>The hop as <c>-J</c> takes it.</summary>
    public string Hop
    {
        get
        {
            string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            string place = Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
            return User is null ? place : $"{User}@{place}";
        }
    }

    private static bool TryParsePlace(string text, out string host, out int? port)
    {
        string? number = null;
        host = text;
        port = null;
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            string rest = end < 0 ? "?" : text[(end + 1)..];
            if (rest.Length > 0 && rest[0] != ':')
            {
                return false;
            }

            host = text[1..end];
            number = rest.Length == 0 ? null : rest[1..];
            if (!IsIPv6(host))
            {
                return false;
            }
        }
        else if (text.Split(':') is [string name, string digits])
        {
            host = name;
            number = digits;
        }

        if (number is not null)
        {
            if (!TryParsePort(number, out int value))
            {
                return false;
            }

            port = value;
        }

        return IsIPv6(host) || IsName(host, HostPunctuation);
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool IsUser(string text) => IsName(text, UserPunctuation) && !text.EndsWith('\\');

    private static bool IsName(string text, string punctuation) =>
        text is { Length: > 0 and <= LongestPart }
        && text[0] != '-'
        && text.All(character => char.IsLetterOrDigit(character) || punctuation.Contains(character, StringComparison.Ordinal));

    // The zone, when there is one, is the name of a network interface.
    private static bool IsIPv6(string text)
    {
        int zone = text.IndexOf('%', StringComparison.Ordinal);
        string address = zone < 0 ? text : text[..zone];
        return address.Contains(':', StringComparison.Ordinal)
            && address.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.')
            && (zone < 0 || IsName(text[(zone + 1)..], HostPunctuation))
            && IPAddress.TryParse(address, out IPAddress? parsed)
            && parsed.AddressFamily is AddressFamily.InterNetworkV6;
    }
}
