using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class PortsCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-doctor-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false, nameof(CheckState.Warn))]
    [InlineData(true, nameof(CheckState.Fail))]
    public async Task A_pinned_port_that_is_taken_is_a_failure_only_for_a_provider_that_is_wanted(bool isAsked, string state)
    {
        CheckResult result = Assert.Single(await RunAsync(PortPolicy.Exact(43827), isAsked, SocketError.AddressAlreadyInUse));

        Assert.Equal(state, result.State.ToString());
        Assert.Equal("127.0.0.1:43827, the only one of example, is in use by pid 12 (evil name).", result.Cause);
    }

    [Fact]
    public async Task A_preferred_port_that_is_taken_is_a_warning_that_a_sign_in_moves()
    {
        CheckResult result = Assert.Single(await RunAsync(PortPolicy.Preferred(56121), isAsked: true, SocketError.AddressAlreadyInUse));

        Assert.Equal(CheckState.Warn, result.State);
        Assert.Contains("takes another free port", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_port_is_named_with_who_wants_it() =>
        Assert.Equal("Free: 43827 (example).", Assert.Single(await RunAsync(PortPolicy.Exact(43827), isAsked: false, error: null)).Cause);

    [Fact]
    public void The_port_is_really_tried_and_let_go()
    {
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen(1);
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;

        Assert.Equal(SocketError.AddressAlreadyInUse, PortsCheck.TryBind(IPAddress.Loopback, port));
        holder.Dispose();
        Assert.Null(PortsCheck.TryBind(IPAddress.Loopback, port));
        Assert.Null(PortsCheck.TryBind(IPAddress.Loopback, port));
    }

    private Task<IReadOnlyList<CheckResult>> RunAsync(PortPolicy policy, bool isAsked, SocketError? error) => new PortsCheck(
        DoctorStores.Of(() => new FileTokenStore(_folder.FullName)),
        [new ProviderDefinition { Id = "example", Redirect = new() { Port = policy } }],
        isAsked,
        (_, _) => error,
        (_, _) => new PortHolder(12, "evil\e[2J\nname", 0)).RunAsync(TestContext.Current.CancellationToken);
}
