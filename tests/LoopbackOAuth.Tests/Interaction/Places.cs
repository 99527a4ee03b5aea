using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>The places whose words are snapshots: one at least for each environment, and one for each circumstance that changes the words.</summary>
internal static class Places
{
    private const LoopbackReachability Direct = LoopbackReachability.Direct;
    private const LoopbackReachability Forward = LoopbackReachability.ForwardNeeded;
    private const LoopbackReachability Unreachable = LoopbackReachability.Unreachable;
    private const LoopbackReachability Unknown = LoopbackReachability.Unknown;

    // The circumstance of a listener on every interface.
    private const string Published = "published";

    private static readonly ProviderDefinition s_provider = new() { Id = "example", DisplayName = "Example" };

    /// <summary>The names of all places.</summary>
    public static IEnumerable<string> Names => s_places.Keys;

    private static readonly Dictionary<string, (HostEnvironment Environment, string Redirect)> s_places = Make();

    /// <summary>The prompt of a sign-in there, as the planner and the authorizer make it.</summary>
    public static SignInPrompt Prompt(string name, bool canReadPaste = true, bool manualPaste = false, DateTimeOffset deadline = default)
    {
        (HostEnvironment environment, string redirect) = s_places[name];
        SignInPlan plan = SignInPlanner.Plan(
            s_provider,
            environment,
            new SignInPlanOptions { CanReadPaste = canReadPaste, ManualPaste = manualPaste, NoBrowser = environment.Id is EnvironmentIds.Ci or EnvironmentIds.Serverless });
        return Prompts.Prompt(environment, plan, redirect, deadline) with { PreferredPort = 56121, UnsafeListenAny = name.EndsWith(Published, StringComparison.Ordinal) };
    }

    private static Dictionary<string, (HostEnvironment Environment, string Redirect)> Make()
    {
        HostEnvironment ssh = Prompts.SshEnvironment();
        Dictionary<string, (HostEnvironment Environment, string Redirect)> places = new(StringComparer.Ordinal);

        Add(Place(EnvironmentIds.DesktopLinux, Direct));
        Add(Place(EnvironmentIds.DesktopMacOS, Direct));
        Add(Place(EnvironmentIds.DesktopWindows, Direct));
        Add(Place(EnvironmentIds.Wsl, Direct));
        Add(PasteFirst(EnvironmentIds.Wsl, Unknown) with { CanOpenBrowser = true }, "bridged");
        Add(Place(EnvironmentIds.Wsl, Forward), "session-0");
        Add(Place(EnvironmentIds.DesktopLinux, Direct) with { UserName = "root", InvokingUser = "alice" }, "sudo");

        Add(ssh);
        Add(ssh with { Id = EnvironmentIds.SshX11 });
        Add(ssh with { Id = EnvironmentIds.Mosh });
        Add(ssh with { Id = EnvironmentIds.JetBrainsGateway });
        Add(ssh with { Multiplexer = TerminalMultiplexer.Tmux }, "tmux");
        Add(ssh with { Multiplexer = TerminalMultiplexer.Screen }, "screen");
        Add(ssh with { Multiplexer = TerminalMultiplexer.Zellij }, "zellij");
        Add(ssh with { UserName = "root", InvokingUser = "alice" }, "sudo");
        Add(ssh with { UserName = "root", InvokingUser = "alice", Multiplexer = TerminalMultiplexer.Tmux, Id = EnvironmentIds.SshX11 }, "sudo-tmux");
        Add(ssh with { Ssh = Prompts.Ssh with { ServerPort = 2222 } }, "other-ssh-port");
        Add(ssh with { Ssh = Prompts.Ssh with { ServerAddress = "2001:db8::9" } }, "ipv6-address");
        Add(ssh with { Ssh = null, UserName = null, HostName = null }, "unknown-login");
        Add(ssh with { Ssh = new SshConnection("203.0.113.5", 50123, "172.31.4.7", 22), UserName = "ubuntu", HostName = "ip-172-31-4-7" }, "cloud-vm");
        Add(ssh with { Platform = HostPlatform.Windows }, "windows");
        Add(ssh with { Loopback = Unknown, Multiplexer = TerminalMultiplexer.Tmux }, "old-shell-with-display");
        Add(ssh, "moved-port", "http://127.0.0.1:41873/callback");
        Add(ssh, "ipv6-redirect", "http://[::1]:56121/callback");

        HostEnvironment code = ssh with { Id = EnvironmentIds.VsCodeRemoteSsh, CanOpenBrowser = true, Loopback = Direct, AlsoHolds = [EnvironmentIds.Ssh] };
        Add(code);
        Add(Place(EnvironmentIds.DevContainer, Direct));
        Add(PasteFirst(EnvironmentIds.VsCodeTunnel, Unreachable));

        HostEnvironment codespace = PasteFirst(EnvironmentIds.Codespaces, Unknown) with { UserName = "codespace", HostName = "codespaces-1a2b3c", WorkspaceName = "fluffy-waffle-7gwrqp9q9" };
        Add(codespace);
        Add(codespace with { Loopback = Forward, Channels = [SignInChannel.Loopback, SignInChannel.Paste, SignInChannel.Device] }, "ssh");
        Add(codespace with { WorkspaceName = null }, "unnamed");
        Add(Place(EnvironmentIds.Gitpod, Unknown));
        Add(Place(EnvironmentIds.Gitpod, Forward), "ssh");
        Add(Place(EnvironmentIds.Gitpod, Direct), "editor");
        Add(PasteFirst(EnvironmentIds.CodeServer, Unreachable));
        Add(PasteFirst(EnvironmentIds.CodeServer, Forward) with { WorkspaceName = "api", Signals = ["CODER"] }, "coder");
        Add(PasteFirst(EnvironmentIds.CodeServer, Forward) with { Signals = ["CODER"] }, "coder-unnamed");
        Add(Place(EnvironmentIds.CodeServer, Forward) with { WorkspaceName = "api", Signals = ["CODER"] }, "coder-ssh");
        Add(Place(EnvironmentIds.CodeServer, Direct) with { WorkspaceName = "api", Signals = ["CODER"] }, "coder-editor");

        Add(PasteFirst(EnvironmentIds.CloudShellGcp, Unreachable));
        Add(PasteFirst(EnvironmentIds.CloudShellGcp, Unreachable), "ipv6-redirect", "http://[::1]:56121/callback");
        Add(PasteFirst(EnvironmentIds.CloudShellAzure, Unreachable));
        Add(PasteFirst(EnvironmentIds.CloudShellAws, Unreachable));
        Add(PasteFirst(EnvironmentIds.CloudShellOci, Unreachable));
        Add(PasteFirst(EnvironmentIds.CloudWorkstations, Unreachable));
        Add(PasteFirst(EnvironmentIds.CloudWorkstations, Unreachable) with { WorkspaceName = "dev-1" }, "named");
        Add(PasteFirst(EnvironmentIds.Ssm, Forward) with { WorkspaceName = "i-0abc1234def567890" });
        Add(Place(EnvironmentIds.Ssm, Forward), "forward-first");
        Add(PasteFirst(EnvironmentIds.Ssm, Forward) with { Signals = ["ancestor-ssm-session-worker", "ECS_CONTAINER_METADATA_URI_V4"] }, "ecs-exec");
        Add(PasteFirst(EnvironmentIds.Replit, Unreachable));
        Add(PasteFirst(EnvironmentIds.StackBlitz, Unreachable));
        Add(PasteFirst(EnvironmentIds.CodeSandbox, Unreachable));
        Add(PasteFirst(EnvironmentIds.Jupyter, Unreachable));
        Add(PasteFirst(EnvironmentIds.Jupyter, Unreachable) with { AlsoHolds = [EnvironmentIds.Ssh], Ssh = Prompts.Ssh }, "ssh");
        Add(PasteFirst(EnvironmentIds.Colab, Unreachable));

        Add(PasteFirst(EnvironmentIds.Container, Forward));
        Add(PasteFirst(EnvironmentIds.Container, Forward), Published);
        Add(Place(EnvironmentIds.Kubernetes, Forward) with { HostName = "web-7d4f9c", KubernetesNamespace = "team-a" });
        Add(Place(EnvironmentIds.Kubernetes, Forward) with { HostName = null }, "unnamed");
        Add(PasteFirst(EnvironmentIds.WindowsService, Unknown));
        Add(Place(EnvironmentIds.Ci, Unreachable));
        Add(Place(EnvironmentIds.Serverless, Unreachable));
        Add(Place(EnvironmentIds.Headless, Unknown));
        return places;

        void Add(HostEnvironment environment, string? circumstance = null, string redirect = "http://127.0.0.1:56121/callback") =>
            places.Add(circumstance is null ? environment.Id : $"{environment.Id}.{circumstance}", (environment, redirect));
    }

    private static HostEnvironment Place(string id, LoopbackReachability loopback) => Prompts.Environment(id, loopback);

    private static HostEnvironment PasteFirst(string id, LoopbackReachability loopback) =>
        Place(id, loopback) with { Channels = [SignInChannel.Paste, SignInChannel.Device, SignInChannel.Loopback] };
}
