using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Tests.Environments;

/// <summary>
/// Snapshots in few words, separated by <c>|</c>: <c>NAME=value</c>, marker files (beginning with <c>/</c>),
/// <c>kernel:text</c>, <c>ancestors:a,b</c> (the nearest first), <c>tmux:NAME=value</c> and <c>tmux:-NAME</c>,
/// <c>root</c>, <c>login:remote</c>, <c>logins:none</c>, <c>session:0</c>, <c>no-browser-association</c>,
/// <c>wslinfo:mode</c>, <c>systemd-container:name</c>, <c>no-terminal</c>, <c>no-session</c>.
/// </summary>
internal static class World
{
    public const string SshConnection = "SSH_CONNECTION=10.0.0.5 52314 10.0.0.9 22";
    public const string Wsl2Kernel = "kernel:Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1)";

    public const string Wsl1Kernel = "kernel:Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com)";
    public const string VsCodeHelper = "BROWSER=/home/ada/.vscode-server/bin/0f0d87fa9e96c856c5212fc86db137ac0d783365/bin/helpers/browser.sh";
    public const string VsCode = "VSCODE_IPC_HOOK_CLI=/run/user/1000/vscode-ipc-1.sock|TERM_PROGRAM=vscode";

    public static EnvironmentSnapshot Linux(string signs, bool terminal = true) => Of(HostPlatform.Linux, signs, terminal);

    public static EnvironmentSnapshot Of(HostPlatform platform, string signs, bool terminal = true)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        var tmux = new Dictionary<string, string?>(StringComparer.Ordinal);
        var snapshot = new EnvironmentSnapshot { Platform = platform, InputIsTerminal = terminal, ErrorIsTerminal = terminal };
        foreach (string sign in signs.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (sign.StartsWith('/'))
            {
                files.Add(sign);
                continue;
            }

            int colon = sign.IndexOf(':', StringComparison.Ordinal);
            string value = sign[(colon + 1)..];
            switch (sign[..Math.Max(colon, 0)], sign)
            {
                case ("kernel", _):
                    snapshot = snapshot with { KernelVersion = value };
                    break;
                case ("ancestors", _):
                    snapshot = snapshot with { Ancestors = value.Split(',') };
                    break;
                case ("tmux", _) when value[0] == '-':
                    tmux[value[1..]] = null;
                    break;
                case ("tmux", _):
                    tmux[value.Split('=')[0]] = value.Split('=', 2)[1];
                    break;
                case (_, "root"):
                    snapshot = snapshot with { IsRoot = true };
                    break;
                case (_, "login:remote"):
                    snapshot = snapshot with { LoginIsRemote = true };
                    break;
                case (_, "logins:none"):
                    snapshot = snapshot with { HasRemoteLogins = false };
                    break;
                case (_, "session:0"):
                    snapshot = snapshot with { WindowsSessionId = 0 };
                    break;
                case (_, "no-browser-association"):
                    snapshot = snapshot with { HasBrowserAssociation = false };
                    break;
                case ("wslinfo", _):
                    snapshot = snapshot with { WslNetworkingMode = value };
                    break;
                case ("systemd-container", _):
                    snapshot = snapshot with { ContainerManager = value };
                    break;
                case (_, "no-terminal"):
                    snapshot = snapshot with { InputIsTerminal = false };
                    break;
                case (_, "no-session"):
                    snapshot = snapshot with { HasGraphicalSession = false };
                    break;
                default:
                    int equals = sign.IndexOf('=', StringComparison.Ordinal);
                    variables[sign[..equals]] = sign[(equals + 1)..];
                    break;
            }
        }

        return snapshot with { Variables = variables, Files = files, TmuxVariables = tmux.Count > 0 ? tmux : null };
    }

    public static HostEnvironment Evaluate(string signs, bool terminal = true) => EnvironmentProbe.Evaluate(Linux(signs, terminal));

    public static string Names(IEnumerable<SignInChannel> channels) => string.Join(',', channels.Select(EnvironmentNames.NameOf));
}
