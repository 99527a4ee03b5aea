using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class RaceConformanceTests : TransportConformanceTests
{
    private protected override ConformanceOptions Options { get; } = new()
    {
        CreateWithClock = Race,
    };

    private protected override ICallbackTransport Create() => Race(TimeProvider.System);

    // A user who never pastes.
    private static RacingCallbackTransport Race(TimeProvider clock) => new(
        new SocketCallbackTransport(clock),
        new ManualPasteCallbackTransport(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        }));
}
