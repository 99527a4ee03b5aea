using System.Globalization;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>What the user reads.</summary>
internal sealed class TunnelText(TunnelRequest request)
{
    public const string TimedOutCode = "timed_out";
    public const string StillConnecting = "ssh is still connecting, or waits for you: a password, a passphrase, a security key to touch.";
    public const string OpenAgain = "The tunnel is open again.";

    private string Host => request.Ssh.Destination.Destination;

    private string Port => string.Join(" and ", request.Choice.Ports.Select(port => port.Number.ToString(CultureInfo.InvariantCulture)));

    private string Login => CommandText.Of("ssh", SshArguments.Login(request.Ssh), OperatingSystem.IsWindows());

    public string Connecting => $"Connecting to {Host} with ssh. It may ask for a password, or about the host's key.";

    public IEnumerable<string> Open()
    {
        yield return $"The tunnel is open: port {Port} of this computer leads to port {Port} of {Host}.";
        yield return $"Leave this running. If no sign-in waits there yet, start it on {request.Ssh.Destination.Host}:";
        yield return request.Choice.LoginCommand;
        yield return "Then open the URL that it prints in a browser on this computer.";
        if (request.Choice.MayMove)
        {
            yield return "Should it wait on another port, stop this and run it again with --port and that port.";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"This ends by itself after the sign-in, at the latest after {request.Limit.TotalMinutes} minutes; Ctrl+C ends it now.");
    }

    public string Lost(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"The connection to {Host} is lost. Trying again in {wait.TotalSeconds} s.");

    public string NoAnswer(TunnelPort port) => string.Create(
        CultureInfo.InvariantCulture,
        $"A request came, but nothing waits on port {port.Number} of {request.Ssh.Destination.Host}. Start the sign-in there, compare the port, and reload the page.");

    public string Over => $"The sign-in on {request.Ssh.Destination.Host} has its answer and waits no longer: the tunnel is closed.";

    public TunnelFailure TimedOut => new(
        TimedOutCode,
        string.Create(CultureInfo.InvariantCulture, $"No sign-in went through the tunnel within {request.Limit.TotalMinutes} minutes; it is closed."),
        "Run it again when you are ready; --for sets the minutes. If the sign-in was done by paste, all is well.");

    /// <summary>Why ssh ended, in addition to its own words.</summary>
    public TunnelFailure Failed(SshTrouble trouble, int exitCode) => trouble switch
    {
        SshTrouble.LoginRefused => new("ssh_login_refused", $"The login to {Host} was refused; ssh's own words are above.", $"Check the user's name and the key (-i). When this works, so does the tunnel: {Login}"),
        SshTrouble.HostKeyRefused => new("ssh_host_key", $"The host key of {Host} was not accepted; ssh's own words are above.", $"If ssh says that the key has changed, ask the host's administrator first. Otherwise run this once and answer its question: {Login}"),
        SshTrouble.ForwardForbidden => new("ssh_forward_forbidden", $"{Host} does not allow this forward (AllowTcpForwarding or PermitOpen of its sshd).", "Sign in without a tunnel: paste the address of the page that fails to load at the 'Callback URL:' prompt."),
        SshTrouble.Misconfigured => new("ssh_configuration", "ssh did not accept its configuration or an option; its own words are above.", $"Mend that line, or name another file with -F. When this works, so does the tunnel: {Login}"),
        SshTrouble.UnknownName => new("ssh_unreachable", $"The name of {Host}, or of a jump host, is not known here.", "Check how it is written. A host behind a jump box needs -J jump-user@jump-host."),
        SshTrouble.Unreachable => new("ssh_unreachable", $"{Host} cannot be reached; ssh's own words are above.", "Check the network, the name, and the port (-p). A host behind a jump box needs -J jump-user@jump-host."),
        _ => new("ssh_ended", string.Create(CultureInfo.InvariantCulture, $"ssh ended with exit code {exitCode} before the tunnel was open."), $"When this works, so does the tunnel: {Login}"),
    };
}
