namespace LoopbackOAuth.Environments;

/// <content>What follows from what was seen, without a look at anything else.</content>
public sealed partial record EnvironmentSnapshot
{
    private const string SshConnectionVariable = "SSH_CONNECTION";

    private static readonly string[] SshVariables = [SshConnectionVariable, "SSH_CLIENT", "SSH_TTY"];

    /// <summary>The program that keeps the shell alive. Zellij's own flag has the value 0, so its presence is what counts.</summary>
    internal TerminalMultiplexer Multiplexer =>
        Has("TMUX") ? TerminalMultiplexer.Tmux
        : Has("STY") ? TerminalMultiplexer.Screen
        : Value("ZELLIJ").Length > 0 || Has("ZELLIJ_SESSION_NAME") ? TerminalMultiplexer.Zellij
        : AncestorMultiplexer;

    /// <summary>
    /// Whether the variables of the shell may be of another day: a multiplexer keeps it, and has not said how it was
    /// attached last. That nobody is logged in from elsewhere is as good an answer where the shell says so, too.
    /// </summary>
    internal bool IsOldShell =>
        Multiplexer != TerminalMultiplexer.None
        && TmuxVariables?.ContainsKey(SshConnectionVariable) != true
        && (HasSshVariables || HasRemoteLogins != false);

    /// <summary>Whether the variables of SSH are there. A malformed <c>SSH_CONNECTION</c> still tells that there is one.</summary>
    internal bool HasSshVariables
    {
        get
        {
            bool any = false;
            foreach (string variable in SshVariables)
            {
                any |= Has(variable);
            }

            return any;
        }
    }

    /// <summary>Whether there is a display of this host: a desktop, not one forwarded by SSH.</summary>
    internal bool HasLocalDisplay => Platform switch
    {
        HostPlatform.Linux => Has("WAYLAND_DISPLAY") | (Has("DISPLAY") && !ForwardedDisplay.Matches(Value("DISPLAY"))),
        _ => HasGraphicalSession,
    };

    /// <summary>
    /// What <c>container</c>s of Toolbx and Distrobox are, and Flatpaks: they share the home, the display and the network
    /// of their host, so they are no environment of their own.
    /// </summary>
    internal bool SharesItsHost =>
        Files.Contains("/run/.toolboxenv") | Has("TOOLBOX_PATH") | Has("DISTROBOX_ENTER_PATH") | Value("container") == "flatpak";

    /// <summary>Whether the kernel is the one of WSL.</summary>
    internal bool HasWslKernel =>
        Platform == HostPlatform.Linux && KernelVersion?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Through what the shell was reached, by the nearest ancestor that tells.</summary>
    internal bool CameThrough(RemoteShell shell) => FirstAncestor(static name => ShellOf(name) != RemoteShell.None) is { } ancestor && ShellOf(ancestor) == shell;

    /// <summary>Whether su is an ancestor.</summary>
    internal bool CameThroughSu => FirstAncestor(static name => name == "su") is not null;

    /// <summary>The same snapshot with what tmux says about the client attached last in the place of what the shell has from before.</summary>
    internal EnvironmentSnapshot WithTmuxVariables()
    {
        if (TmuxVariables is null)
        {
            return this;
        }

        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in EvaluatedVariables.Names)
        {
            if (Variables.TryGetValue(name, out string? value))
            {
                merged[name] = value;
            }
        }

        // tmux does not keep these two: where it speaks of the connection, those of the shell are old.
        if (TmuxVariables.ContainsKey(SshConnectionVariable))
        {
            merged.Remove("SSH_CLIENT");
            merged.Remove("SSH_TTY");
        }

        foreach ((string name, string? value) in TmuxVariables)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        return this with { Variables = merged };
    }

    private TerminalMultiplexer AncestorMultiplexer
    {
        get
        {
            foreach (string name in Ancestors)
            {
                TerminalMultiplexer multiplexer = MultiplexerOf(name);
                if (multiplexer != TerminalMultiplexer.None)
                {
                    return multiplexer;
                }
            }

            return TerminalMultiplexer.None;
        }
    }

    // Beyond a multiplexer the ancestors are of the day on which it was started, and are left out.
    private string? FirstAncestor(Func<string, bool> test)
    {
        foreach (string ancestor in Ancestors)
        {
            if (MultiplexerOf(ancestor) != TerminalMultiplexer.None)
            {
                return null;
            }

            if (test(ancestor))
            {
                return ancestor;
            }
        }

        return null;
    }

    // The kernel keeps 15 characters of a name.
    private static RemoteShell ShellOf(string process) => process switch
    {
        "sshd" or "sshd-session" or "dropbear" or "tailscaled" => RemoteShell.Ssh,
        "mosh-server" => RemoteShell.Mosh,
        "ssm-session-worker" or "ssm-session-wor" => RemoteShell.SessionManager,
        _ => RemoteShell.None,
    };

    private static TerminalMultiplexer MultiplexerOf(string process) =>
        process.StartsWith("tmux", StringComparison.Ordinal) ? TerminalMultiplexer.Tmux
        : process is "screen" or "SCREEN" ? TerminalMultiplexer.Screen
        : process is "zellij" ? TerminalMultiplexer.Zellij
        : TerminalMultiplexer.None;
}
