namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Reads what OpenSSH writes to standard error. Its messages are not translated.</summary>
internal static class SshWords
{
    private static readonly (string Text, SshTrouble Trouble)[] Table =
    [
        ("open failed: connect failed", SshTrouble.NobodyListens),
        ("open failed: administratively prohibited", SshTrouble.ForwardForbidden),
        ("Host key verification failed", SshTrouble.HostKeyRefused),
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", SshTrouble.HostKeyRefused),
        ("Permission denied (", SshTrouble.LoginRefused),
        ("Too many authentication failures", SshTrouble.LoginRefused),
        ("Bad configuration option", SshTrouble.Misconfigured),
        ("Bad owner or permissions", SshTrouble.Misconfigured),
        ("terminating,", SshTrouble.Misconfigured),
        ("Could not resolve hostname", SshTrouble.UnknownName),
        ("Connection refused", SshTrouble.Unreachable),
        ("Connection timed out", SshTrouble.Unreachable),
        ("Operation timed out", SshTrouble.Unreachable),
        ("No route to host", SshTrouble.Unreachable),
        ("Network is unreachable", SshTrouble.Unreachable),
        ("Connection closed by UNKNOWN", SshTrouble.Unreachable),
    ];

    public static SshTrouble Read(string line)
    {
        foreach ((string text, SshTrouble trouble) in Table)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return trouble;
            }
        }

        return SshTrouble.None;
    }

    /// <summary>Whether trying again is of no use: the same will come back, or a person has to do something first.</summary>
    public static bool IsFinal(SshTrouble trouble) =>
        trouble is SshTrouble.LoginRefused or SshTrouble.ForwardForbidden or SshTrouble.HostKeyRefused or SshTrouble.Misconfigured;
}
