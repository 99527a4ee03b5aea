using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class InMemoryConformanceTests : TransportConformanceTests
{
    private InMemoryCallbackTransport _transport = new();

    private protected override ConformanceOptions Options => new()
    {
        Deliver = async (callback, cancellationToken) => await _transport.Sessions[^1].DeliverAsync(callback[callback.IndexOf('?', StringComparison.Ordinal)..], cancellationToken),
        CreateWithClock = _ => Create(),
    };

    private protected override bool Applies(ConformanceScript script) => !script.Needs.HasFlag(ConformanceNeeds.Http);

    private protected override ICallbackTransport Create() => _transport = new InMemoryCallbackTransport();
}
