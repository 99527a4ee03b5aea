using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class LocalhostSocketConformanceTests : TransportConformanceTests
{
    public LocalhostSocketConformanceTests() => Machine.NeedsIPv6();

    private protected override ConformanceOptions Options { get; } = new() { Redirect = At(LoopbackHost.Localhost), CreateWithClock = clock => new SocketCallbackTransport(clock) };

    private protected override bool Applies(ConformanceScript script) => true;

    private protected override ICallbackTransport Create() => new SocketCallbackTransport();
}
