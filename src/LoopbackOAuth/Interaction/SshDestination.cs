using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Who logs in where, for an ssh command. A probe of the caller's own may not have checked the names, and the user is
/// asked to run what is printed, so that they are checked again here.
/// </summary>
internal sealed record SshDestination
{
    private const string UnknownUser = "user";
    private const string UnknownHost = "remote-host";
    private const int DefaultPort = 22;

    private SshDestination()
    {
    }

    public string User { get; private init; } = UnknownUser;

    public string Host { get; private init; } = UnknownHost;

    public int Port { get; private init; } = DefaultPort;

    /// <summary>The words that stand for what is not known, such as <c>user and remote-host</c>.</summary>
    public string Placeholders { get; private init; } = string.Empty;

    public bool IsIPv6 { get; private init; }

    public static SshDestination Of(HostEnvironment environment)
    {
        // Whoever called sudo is who logs in by ssh.
        string? user = ShellSafeName.User(environment.InvokingUser) ?? ShellSafeName.User(environment.UserName);
        IPAddress? address = Reachable(environment.Ssh?.ServerAddress);

        // What such a host calls itself is no name outside, either.
        bool isTranslated = address is not null && IsTranslated(address, Parse(environment.Ssh?.ClientAddress));
        address = isTranslated ? null : address;
        string? host = isTranslated ? null : address?.ToString() ?? ShellSafeName.Host(environment.HostName);
        return new SshDestination
        {
            User = user ?? UnknownUser,
            Host = host ?? UnknownHost,
            Port = environment.Ssh?.ServerPort is > 0 and <= ushort.MaxValue and int port ? port : DefaultPort,
            Placeholders = (user, host) switch
            {
                (null, null) => $"{UnknownUser} and {UnknownHost}",
                (null, _) => UnknownUser,
                (_, null) => UnknownHost,
                _ => string.Empty,
            },
            IsIPv6 = address?.AddressFamily is AddressFamily.InterNetworkV6,
        };
    }

    /// <summary>What to put in the place of the placeholders, to follow "Replace ... with".</summary>
    public static string WhatToPut(string placeholders) => placeholders switch
    {
        UnknownUser => "the name you log in with",
        UnknownHost => "the host you log in to",
        _ => "those you log in with",
    };

    /// <summary>The last words of the command. ssh takes an option after the destination, and an IPv6 address there without brackets.</summary>
    public override string ToString() => Port == DefaultPort
        ? $"{User}@{Host}"
        : string.Create(CultureInfo.InvariantCulture, $"{User}@{Host} -p {Port}");

    // The address the server was reached at means something to the user's computer only when it is neither this
    // host's own loopback (a login through a tunnel) nor tied to one link.
    private static IPAddress? Reachable(string? text)
    {
        if (Parse(text) is not { } address)
        {
            return null;
        }

        bool isLinkLocal = address.IsIPv6LinkLocal
            || (address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
        bool isNowhere = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return isLinkLocal || isNowhere || address.IsIPv6Multicast ? null : address;
    }

    private static IPAddress? Parse(string? text) => IPAddress.TryParse(text, out IPAddress? address) && !text.Contains('%', StringComparison.Ordinal)
        ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
        : null;

    // A connection from a public address to a private one went through address translation, as on nearly every cloud: the
    // user's computer knows this host by another address. 10.0.2.15 is every guest behind the translation of VirtualBox.
    private static bool IsTranslated(IPAddress server, IPAddress? client) =>
        server.ToString() == "10.0.2.15" || (client is not null && IsPrivate(server) && !IsPrivate(client));

    // RFC 1918, RFC 6598 and RFC 4193; an address of one link or of this host is not a public one either.
    private static bool IsPrivate(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] or [127, ..] or [169, 254, ..] or [0, ..]
        : address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.IPv6Any);
}
