using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class WorkspaceNamesTests
{
    [Theory]
    [InlineData("CODESPACE_NAME=fluffy-waffle-1a2b", "fluffy-waffle-1a2b")]
    [InlineData("CODER=true|CODER_WORKSPACE_NAME=dev", "dev")]
    [InlineData("CODER=true", null)]
    [InlineData("GITPOD_WORKSPACE_ID=ada-app-1a2b", null)]
    [InlineData("ancestors:sh,ssm-session-wor|ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/a", null)]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1", "web-7d4f9c")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1|POD_NAME=worker-0", "worker-0")]
    [InlineData("ancestors:sh,ssm-session-wor", "i-0123456789abcdef0")]
    [InlineData("SSH_TTY=/dev/pts/0", null)]
    [InlineData("DISPLAY=:0", null)]
    public void The_place_that_decides_is_called_by_its_name(string signs, string? name) =>
        Assert.Equal(name, EnvironmentProbe.Evaluate(World.Linux(signs) with { HostName = "web-7d4f9c", CloudInstanceId = "i-0123456789abcdef0" }).WorkspaceName);

    [Theory]
    [InlineData("a b")]
    [InlineData("$(id)")]
    [InlineData("-x")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\nb")]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_so_a_name_is_safe_or_absent(string name)
    {
        Assert.Null(World.Evaluate("CODESPACE_NAME=" + name).WorkspaceName);
        Assert.Null(World.Evaluate("CODER_WORKSPACE_NAME=" + name).WorkspaceName);
        Assert.Null(EnvironmentProbe.Evaluate(World.Linux("KUBERNETES_SERVICE_HOST=10.96.0.1") with { KubernetesNamespace = name }).KubernetesNamespace);
    }

    [Theory]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1", "team-a")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1|POD_NAMESPACE=team-b", "team-b")]
    [InlineData("KUBERNETES_SERVICE_HOST=10.96.0.1|POD_NAMESPACE=a.b", null)]
    [InlineData("DISPLAY=:0", null)]
    public void A_pod_has_a_namespace(string signs, string? name) =>
        Assert.Equal(name, EnvironmentProbe.Evaluate(World.Linux(signs) with { KubernetesNamespace = "team-a" }).KubernetesNamespace);
}
