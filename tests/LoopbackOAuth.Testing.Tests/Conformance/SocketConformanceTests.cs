using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class SocketConformanceTests : TransportConformanceTests
{
    private protected override ConformanceOptions Options { get; } = new() { CreateWithClock = clock => new SocketCallbackTransport(clock) };

    private protected override ICallbackTransport Create() => new SocketCallbackTransport();
}
