namespace LoopbackOAuth.Interaction;

/// <summary>Programs that read an argument as a command line of their own, where a character of the URL would be more than a letter.</summary>
internal static class CommandInterpreters
{
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "rbash", "yash", "nu", "xonsh", "elvish", "busybox", "eval", "su",
        "ssh", "mosh", "plink", "dbclient", "autossh", "et",
        "cmd", "powershell", "wscript", "cscript", "mshta", "wsl",
        "script", "watch", "xargs", "tmux", "screen",

        // Terminals, which take the command after -e or the like.
        "xterm", "uxterm", "lxterm", "rxvt", "urxvt", "st", "gnome-terminal", "kgx", "ptyxis", "konsole", "xfce4-terminal", "mate-terminal", "lxterminal",
        "qterminal", "x-terminal-emulator", "alacritty", "kitty", "foot", "wezterm", "ghostty", "terminator", "tilix", "terminology", "wt", "mintty",
    };

    // "pwsh-preview" and the like.
    private const string PowerShell = "pwsh";

    /// <summary>Whether a word of a command line names one of them, whatever folder and ending it is written with.</summary>
    public static bool AreIn(string word)
    {
        foreach (string part in word.Split(' '))
        {
            ReadOnlySpan<char> program = part;
            program = program[(program.LastIndexOfAny('/', '\\') + 1)..];
            program = program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program;
            if (s_names.Contains(program.ToString()) || program.StartsWith(PowerShell, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
