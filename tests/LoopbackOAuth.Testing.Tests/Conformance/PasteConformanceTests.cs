using System.Threading.Channels;
using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class PasteConformanceTests : TransportConformanceTests
{
    private readonly Channel<string> _pastes = Channel.CreateUnbounded<string>();

    private protected override ConformanceOptions Options => new()
    {
        Deliver = async (callback, cancellationToken) => await _pastes.Writer.WriteAsync(callback, cancellationToken),
        CreateWithClock = _ => Create(),
    };

    private protected override bool Applies(ConformanceScript script) => !script.Needs.HasFlag(ConformanceNeeds.Http);

    private protected override ICallbackTransport Create() =>
        new ManualPasteCallbackTransport(async cancellationToken => await _pastes.Reader.ReadAsync(cancellationToken));
}
