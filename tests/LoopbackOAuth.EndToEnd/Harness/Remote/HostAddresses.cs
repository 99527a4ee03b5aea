namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>
/// Who is where. All hosts are joined in pairs, and none passes anything on: <c>inner</c> can be reached only from
/// <c>jump</c>. The authorization server has an address of its own on each wire.
/// </summary>
internal static class HostAddresses
{
    public const string AuthorizationServer = "auth.example.test";
    public const string LinkServer = "link.example.test";
    public const string Xai = "auth.x.ai";
    public const string XaiAccounts = "accounts.x.ai";

    public const string Remote = "198.51.100.2";
    public const string RemoteIPv6 = "2001:db8:1::2";
    public const string Jump = "198.51.100.18";
    public const string Inner = "10.20.30.2";

    /// <summary>The port of the second sshd door of every host.</summary>
    public const int OtherSshPort = 2222;

    private const string FromLaptop = "203.0.113.2";
    private const string FromRemote = "203.0.113.6";
    private const string FromInner = "203.0.113.10";

    /// <summary>Each wire: a host and its addresses at either end.</summary>
    public static IReadOnlyList<((string Host, string[] Addresses) One, (string Host, string[] Addresses) Other)> Wires { get; } =
    [
        (("laptop", ["198.51.100.1/28", "2001:db8:1::1/64"]), ("remote", [$"{Remote}/28", $"{RemoteIPv6}/64"])),
        (("laptop", ["198.51.100.17/28"]), ("jump", [$"{Jump}/28"])),
        (("jump", ["10.20.30.1/24"]), ("inner", [$"{Inner}/24"])),
        (("laptop", ["203.0.113.1/30"]), ("auth", [$"{FromLaptop}/30"])),
        (("remote", ["203.0.113.5/30"]), ("auth", [$"{FromRemote}/30"])),
        (("inner", ["203.0.113.9/30"]), ("auth", [$"{FromInner}/30"])),
    ];

    /// <summary>What a host's <c>/etc/hosts</c> says.</summary>
    public static string HostsFile(string host)
    {
        const string Servers = $"{AuthorizationServer} {LinkServer} {Xai} {XaiAccounts}";
        var known = host switch
        {
            "laptop" => $"{Remote} remote\n{RemoteIPv6} remote6\n{Jump} jump\n{FromLaptop} {Servers}\n",
            "remote" => $"{FromRemote} {Servers}\n",
            "jump" => $"{Inner} inner\n",
            "inner" => $"{FromInner} {Servers}\n",
            _ => "",
        };
        return $"127.0.0.1 localhost\n::1 localhost\n127.0.1.1 {host}\n{known}";
    }
}
