using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Tests.Environments;

/// <summary>Snapshots in few words: a list of <c>NAME=value</c>, marker files (beginning with <c>/</c>) and <c>kernel:text</c>, separated by <c>|</c>.</summary>
internal static class World
{
    public const string SshConnection = "SSH_CONNECTION=10.0.0.5 52314 10.0.0.9 22";
    public const string Wsl2Kernel = "kernel:Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1)";

    public static EnvironmentSnapshot Linux(string signs, bool terminal = true) => Of(HostPlatform.Linux, signs, terminal);

    public static EnvironmentSnapshot Of(HostPlatform platform, string signs, bool terminal = true)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        string? kernel = null;
        foreach (string sign in signs.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (sign.StartsWith('/'))
            {
                files.Add(sign);
            }
            else if (sign.StartsWith("kernel:", StringComparison.Ordinal))
            {
                kernel = sign["kernel:".Length..];
            }
            else
            {
                int equals = sign.IndexOf('=', StringComparison.Ordinal);
                variables[sign[..equals]] = sign[(equals + 1)..];
            }
        }

        return new EnvironmentSnapshot
        {
            Variables = variables,
            Files = files,
            KernelVersion = kernel,
            Platform = platform,
            InputIsTerminal = terminal,
            ErrorIsTerminal = terminal,
        };
    }

    public static HostEnvironment Evaluate(string signs, bool terminal = true) => EnvironmentProbe.Evaluate(Linux(signs, terminal));

    public static string Names(IEnumerable<SignInChannel> channels) => string.Join(',', channels.Select(EnvironmentNames.NameOf));
}
