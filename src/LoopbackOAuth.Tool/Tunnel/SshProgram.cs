using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Finds ssh. Only absolute entries of PATH count, and never the folder that the user happens to be in.</summary>
internal static class SshProgram
{
    /// <param name="given">What the user gave; a path, or a name to look for.</param>
    /// <param name="path">The value of PATH.</param>
    /// <exception cref="TunnelFailureException">There is none.</exception>
    public static string Find(string? given, string? path)
    {
        string name = given ?? "ssh";
        if (name.Contains('/', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && name.Contains('\\', StringComparison.Ordinal)))
        {
            string file = Path.GetFullPath(name);
            return ExecutablePath.IsExecutable(file)
                ? file
                : throw new TunnelFailureException(new("ssh_not_found", $"'{file}' is not a program.", "Give the path of ssh to --ssh, or leave it out."));
        }

        string program = OperatingSystem.IsWindows() && !name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name + ".exe" : name;
        return ExecutablePath.Find(program, path)
            ?? throw new TunnelFailureException(new("ssh_not_found", $"There is no '{name}' on this computer's PATH.", Remedy()));
    }

    private static string Remedy()
    {
        string install = OperatingSystem.IsWindows() ? "Add the optional feature 'OpenSSH Client' in the Windows settings"
            : OperatingSystem.IsMacOS() ? "macOS has it as /usr/bin/ssh: mend PATH"
            : "Install it, for example with 'sudo apt install openssh-client' or 'sudo dnf install openssh-clients'";
        return $"{install}, or give its path with --ssh. Without ssh, sign in by pasting: 'loopback-oauth login PROVIDER --manual-paste' on the remote host.";
    }
}
