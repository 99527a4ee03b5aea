using System.Globalization;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// The SSH commands that carry the browser's request from the user's own computer to a listener on this host. A pure
/// function of the redirect URI and the environment.
/// </summary>
public sealed record TunnelHint
{
    private const string JumpHost = "jump-user@jump-host";

    private TunnelHint()
    {
    }

    /// <summary>The port on both ends of the forward: the one the listener really bound.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// The command for a second terminal on the user's own computer, such as <c>ssh -N -L 56121:127.0.0.1:56121 alice@10.0.0.9</c>.
    /// Under <c>sudo</c> it names the user who called it, because that is who logs in.
    /// </summary>
    public required string Command { get; init; }

    /// <summary>The same command through a jump box (<c>-J</c>, OpenSSH 7.3 and later).</summary>
    public required string JumpCommand { get; init; }

    /// <summary>The same command through a jump box for an OpenSSH that does not know <c>-J</c>.</summary>
    public required string ProxyCommand { get; init; }

    /// <summary>
    /// The command that adds the forward to a connection that is already up and shared (<c>ControlMaster</c>). The console
    /// does not print it, because nothing on this host tells whether the connection is shared: it is for a presenter with more room.
    /// </summary>
    public string SharedConnectionCommand { get; private init; } = string.Empty;

    /// <summary>Whether the user's name, the host's name or both are unknown, so that <c>user</c> or <c>remote-host</c> stand in the commands.</summary>
    public required bool HasPlaceholders { get; init; }

    /// <summary>The part of <see cref="ProxyCommand"/> that takes the place of <c>-J</c>.</summary>
    internal string ProxyOption { get; private init; } = string.Empty;

    /// <summary>The words in the commands that the user must replace, jump box apart; empty when there are none.</summary>
    internal string Placeholders { get; private init; } = string.Empty;

    /// <summary>Makes the hint.</summary>
    /// <param name="redirectUri">The redirect URI, with the port really bound.</param>
    /// <param name="environment">Where this process runs.</param>
    /// <returns>
    /// The hint; <see langword="null"/> when none is needed (browser and process share the loopback interface), when a
    /// forward cannot help (the loopback interface is unreachable), or when the redirect URI is not
    /// <c>http</c> on <c>127.0.0.1</c>, <c>[::1]</c> or <c>localhost</c> with a port (RFC 8252 section 7.3).
    /// </returns>
    public static TunnelHint? Create(Uri redirectUri, HostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Loopback is LoopbackReachability.Direct or LoopbackReachability.Unreachable ? null : Of(redirectUri, environment);
    }

    /// <summary>Makes the hint also where the verdict on the environment alone would not suggest one.</summary>
    internal static TunnelHint? Of(Uri redirectUri, HostEnvironment environment)
    {
        if (LoopbackForward.Of(redirectUri) is not { } forward)
        {
            return null;
        }

        SshDestination destination = SshDestination.Of(environment);
        string proxy = destination.IsIPv6 ? "'[%h]:%p'" : "%h:%p";
        string proxyOption = $"-o \"ProxyCommand=ssh -W {proxy} {JumpHost}\"";
        return new TunnelHint
        {
            Port = int.Parse(forward.Port, CultureInfo.InvariantCulture),
            Command = $"ssh -N -L {forward.Ssh} {destination}",
            JumpCommand = $"ssh -N -L {forward.Ssh} -J {JumpHost} {destination}",
            ProxyCommand = $"ssh -N -L {forward.Ssh} {proxyOption} {destination}",
            SharedConnectionCommand = $"ssh -O forward -L {forward.Ssh} {destination}",
            ProxyOption = proxyOption,
            HasPlaceholders = destination.Placeholders.Length > 0,
            Placeholders = destination.Placeholders,
        };
    }
}
