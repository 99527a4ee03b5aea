namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Reads what OpenSSH writes to standard error. Its messages are not translated.</summary>
internal static class SshWords
{
    /// <summary>The option that keeps ssh from going to the background, which ssh knows from 8.7 on.</summary>
    public const string NoFork = "ForkAfterAuthentication=no";

    // How a line begins, and what stands in it after that.
    private static readonly (string Start, string Text, SshTrouble Trouble)[] Table =
    [
        ("Host key verification failed", "", SshTrouble.HostKeyRefused),
        ("@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED", "", SshTrouble.HostKeyRefused),
        ("Permission denied (", "", SshTrouble.LoginRefused),
        ("Received disconnect from ", ": Too many authentication failures", SshTrouble.LoginRefused),
        ("command-line: line 0: Bad configuration option: forkafterauthentication", "", SshTrouble.CannotForbidFork),
        ("Bad owner or permissions", "", SshTrouble.Misconfigured),
        ("ssh: Could not resolve hostname ", "", SshTrouble.UnknownName),
        ("ssh: connect to host ", ": Connection refused", SshTrouble.Unreachable),
        ("ssh: connect to host ", ": Connection timed out", SshTrouble.Unreachable),
        ("ssh: connect to host ", ": Operation timed out", SshTrouble.Unreachable),
        ("ssh: connect to host ", ": No route to host", SshTrouble.Unreachable),
        ("ssh: connect to host ", ": Network is unreachable", SshTrouble.Unreachable),
        ("Connection timed out", "", SshTrouble.Unreachable),
        ("Connection closed by UNKNOWN", "", SshTrouble.Unreachable),
    ];

    /// <summary>What a line says. The server's own words come the same way, so that only a line that is built as one of ssh's counts.</summary>
    public static SshTrouble Read(string line)
    {
        foreach ((string start, string text, SshTrouble trouble) in Table)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase) && line.AsSpan(start.Length).Contains(text, StringComparison.Ordinal))
            {
                return trouble;
            }
        }

        return AfterNumber(line, "channel ") is { } channel
            ? channel.StartsWith(": open failed: connect failed", StringComparison.Ordinal) ? SshTrouble.NobodyListens
            : channel.StartsWith(": open failed: administratively prohibited", StringComparison.Ordinal) ? SshTrouble.ForwardForbidden
            : SshTrouble.None
            : ReadBehindName(line);
    }

    /// <summary>Whether a line is one that ssh writes only at <c>LogLevel=DEBUG1</c>.</summary>
    public static bool IsDetail(string line) => line.StartsWith("debug1: ", StringComparison.Ordinal);

    /// <summary>
    /// Whether a line says that ssh has made its own forwards. It comes after all of them, and with <c>ExitOnForwardFailure=yes</c> not at all when one
    /// failed.
    /// </summary>
    public static bool SaysOpen(string line) => line is "debug1: Entering interactive session.";

    // "ada@host: Permission denied (publickey)." and "/home/ada/.ssh/config: line 3: Bad configuration option: x".
    private static SshTrouble ReadBehindName(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string name = colon < 0 ? "" : line[..colon];
        string rest = colon < 0 ? "" : line[(colon + 2)..];
        return name.Contains('@', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal) && rest.StartsWith("Permission denied (", StringComparison.Ordinal) ? SshTrouble.LoginRefused
            : AfterNumber(rest, "line ")?.StartsWith(": Bad configuration option: ", StringComparison.Ordinal) is true ? SshTrouble.Misconfigured
            : AfterNumber(rest, "terminating, ")?.StartsWith(" bad configuration option", StringComparison.Ordinal) is true ? SshTrouble.Misconfigured
            : SshTrouble.None;
    }

    private static string? AfterNumber(string line, string start)
    {
        if (!line.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = line[start.Length..];
        string after = rest.TrimStart(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return after.Length < rest.Length ? after : null;
    }

    /// <summary>Whether trying again is of no use: the same will come back, or a person has to do something first.</summary>
    public static bool IsFinal(SshTrouble trouble) =>
        trouble is SshTrouble.LoginRefused or SshTrouble.ForwardForbidden or SshTrouble.HostKeyRefused or SshTrouble.Misconfigured;
}
