using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class ForwardCommandsTests
{
    private const string IPv4 = "http://127.0.0.1:49152/callback";
    private const string IPv6 = "http://[::1]:49152/callback";

    public static TheoryData<string, string, string?, string?> Commands => new()
    {
        { EnvironmentIds.Codespaces, IPv4, "fluffy-waffle", "gh codespace ssh -c fluffy-waffle -- -N -L 49152:127.0.0.1:49152" },
        { EnvironmentIds.Codespaces, IPv4, null, "gh codespace ssh -- -N -L 49152:127.0.0.1:49152" },
        { EnvironmentIds.Codespaces, IPv6, "fluffy-waffle", "gh codespace ssh -c fluffy-waffle -- -N -L \"[::1]:49152:[::1]:49152\"" },
        { EnvironmentIds.CodeServer, IPv4, "api", "coder port-forward api --tcp 49152:49152" },
        { EnvironmentIds.CodeServer, IPv6, "api", null },
        { EnvironmentIds.CodeServer, IPv4, null, "ssh -N -L 49152:127.0.0.1:49152 alice@build7.example.net" },
        { EnvironmentIds.CloudShellGcp, IPv4, null, "gcloud cloud-shell ssh --ssh-flag=-N --ssh-flag=-L49152:127.0.0.1:49152" },
        { EnvironmentIds.CloudShellGcp, IPv6, null, "gcloud cloud-shell ssh --ssh-flag=-N \"--ssh-flag=-L[::1]:49152:[::1]:49152\"" },
        { EnvironmentIds.CloudWorkstations, IPv4, "dev-1", "gcloud workstations ssh dev-1 --cluster=my-cluster --config=my-config --region=my-region -- -N -L 49152:127.0.0.1:49152" },
        { EnvironmentIds.Ssm, IPv4, "i-0abc", "aws ssm start-session --target i-0abc --document-name AWS-StartPortForwardingSession --parameters \"portNumber=49152,localPortNumber=49152\"" },
        { EnvironmentIds.Ssm, IPv4, "$(id)", "aws ssm start-session --target instance-id --document-name AWS-StartPortForwardingSession --parameters \"portNumber=49152,localPortNumber=49152\"" },
        { EnvironmentIds.Ssm, IPv6, "i-0abc", null },
        { EnvironmentIds.Kubernetes, IPv4, "web-1", "kubectl port-forward -n team-a pod/web-1 49152:49152" },
        { EnvironmentIds.Kubernetes, IPv4, null, "kubectl port-forward -n team-a pod/build7.example.net 49152:49152" },
        { EnvironmentIds.Kubernetes, IPv6, "web-1", null },
        { EnvironmentIds.Ssh, IPv4, null, "ssh -N -L 49152:127.0.0.1:49152 alice@build7.example.net" },
        { EnvironmentIds.JetBrainsGateway, IPv4, null, "ssh -N -L 49152:127.0.0.1:49152 alice@build7.example.net" },
        { "submarine", IPv4, null, "ssh -N -L 49152:127.0.0.1:49152 alice@build7.example.net" },
        { EnvironmentIds.VsCodeRemoteSsh, IPv4, null, null },
        { EnvironmentIds.DevContainer, IPv4, null, null },
        { EnvironmentIds.VsCodeTunnel, IPv4, null, null },
        { EnvironmentIds.Gitpod, IPv4, "example-workspace", "ssh -N -L 49152:127.0.0.1:49152 user@remote-host" },
        { EnvironmentIds.Container, IPv4, null, null },
        { EnvironmentIds.WindowsService, IPv4, null, null },
        { EnvironmentIds.Ci, IPv4, null, null },
        { EnvironmentIds.Ssh, "https://127.0.0.1:49152/callback", null, null },
        { EnvironmentIds.Kubernetes, "http://example.com:49152/callback", "web-1", null },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_command_is_that_of_the_place_and_holds_only_safe_names(string id, string redirect, string? workspace, string? expected)
    {
        HostEnvironment environment = Prompts.Environment(id, LoopbackReachability.ForwardNeeded) with { WorkspaceName = workspace, KubernetesNamespace = "team-a" };

        Assert.Equal(expected, ForwardCommands.For(new Uri(redirect), environment)?.Line);
    }

    [Theory]
    [InlineData(LoopbackReachability.Direct)]
    [InlineData(LoopbackReachability.Unreachable)]
    public void None_is_offered_where_none_is_needed_or_none_helps(LoopbackReachability loopback) =>
        Assert.Null(ForwardCommands.For(new Uri(IPv4), Prompts.Environment(EnvironmentIds.Ssh, loopback)));

    [Fact]
    public void What_is_not_known_is_named_as_a_placeholder()
    {
        HostEnvironment nameless = Prompts.Environment(EnvironmentIds.Kubernetes, LoopbackReachability.ForwardNeeded) with { HostName = "-evil" };

        ForwardCommand command = ForwardCommands.For(new Uri(IPv4), nameless)!;

        Assert.Equal("kubectl port-forward pod/pod-name 49152:49152", command.Line);
        Assert.Equal("pod-name", command.Placeholders);
        Assert.Equal("kubectl", command.Program);
    }

    [Theory]
    [InlineData(EnvironmentIds.Codespaces, IPv4, "fluffy-waffle", "gh codespace ports forward 49152:49152 -c fluffy-waffle")]
    [InlineData(EnvironmentIds.Codespaces, IPv4, null, "gh codespace ports forward 49152:49152")]
    [InlineData(EnvironmentIds.Codespaces, IPv4, "a;b", "gh codespace ports forward 49152:49152")]
    [InlineData(EnvironmentIds.Codespaces, IPv6, null, "gh codespace ssh -- -N -L \"[::1]:49152:[::1]:49152\"")]
    [InlineData(EnvironmentIds.Gitpod, IPv4, "example-workspace", null)]
    public void In_a_browser_tab_or_an_editor_the_command_needs_no_ssh_server(string id, string redirect, string? workspace, string? expected) =>
        Assert.Equal(expected, ForwardCommands.For(new Uri(redirect), Prompts.Environment(id, LoopbackReachability.Unknown) with { WorkspaceName = workspace })?.Line);

    [Theory]
    [InlineData(EnvironmentIds.Ssh)]
    [InlineData(EnvironmentIds.SshX11)]
    [InlineData(EnvironmentIds.Mosh)]
    public void A_codespace_reached_over_ssh_gets_the_command_of_its_own_ssh(string over)
    {
        HostEnvironment environment = Prompts.Environment(EnvironmentIds.Codespaces, LoopbackReachability.Unknown) with { AlsoHolds = [over], WorkspaceName = "fluffy-waffle" };

        Assert.Equal("gh codespace ssh -c fluffy-waffle -- -N -L 49152:127.0.0.1:49152", ForwardCommands.For(new Uri(IPv4), environment)!.Line);
    }
}
