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
        string? host = address?.ToString() ?? ShellSafeName.Host(environment.HostName);
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

    /// <summary>The last words of the command. ssh takes an option after the destination, and an IPv6 address there without brackets.</summary>
    public override string ToString() => Port == DefaultPort
        ? $"{User}@{Host}"
        : string.Create(CultureInfo.InvariantCulture, $"{User}@{Host} -p {Port}");

    // The address the server was reached at means something to the user's computer only when it is neither this
    // host's own loopback (a login through a tunnel) nor tied to one link.
    private static IPAddress? Reachable(string? text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address) || text.Contains('%', StringComparison.Ordinal))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        bool isLinkLocal = address.IsIPv6LinkLocal
            || (address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
        bool isNowhere = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return isLinkLocal || isNowhere || address.IsIPv6Multicast ? null : address;
    }
}
