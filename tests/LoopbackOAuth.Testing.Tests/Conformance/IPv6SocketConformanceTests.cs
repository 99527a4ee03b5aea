using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class IPv6SocketConformanceTests : TransportConformanceTests
{
    public IPv6SocketConformanceTests() => Machine.NeedsIPv6();

    private protected override ConformanceOptions Options { get; } = new() { Redirect = At(LoopbackHost.IPv6), CreateWithClock = clock => new SocketCallbackTransport(clock) };

    private protected override ICallbackTransport Create() => new SocketCallbackTransport();
}
