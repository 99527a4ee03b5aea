namespace LoopbackOAuth.Interaction;

/// <summary>Programs that read an argument as a command line of their own, where a character of the URL would be more than a letter.</summary>
internal static class CommandInterpreters
{
    private static readonly string[] s_names =
    [
        "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "eval", "su", "ssh", "mosh",
        "cmd", "powershell", "pwsh", "wscript", "cscript", "mshta",
    ];

    /// <summary>Whether a word of a command line names one of them, whatever folder and ending it is written with.</summary>
    public static bool AreIn(string word)
    {
        foreach (string part in word.Split(' '))
        {
            ReadOnlySpan<char> program = part;
            program = program[(program.LastIndexOfAny('/', '\\') + 1)..];
            program = program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program[..^4] : program;
            foreach (string name in s_names)
            {
                if (program.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
