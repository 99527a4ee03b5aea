// <readme>
using LoopbackOAuth.Testing.Conformance;
// </readme>
using LoopbackOAuth.Transports;

namespace Readme.Samples;

// <readme>
public sealed class MyTransportTests
{
    public static TheoryData<string> Scripts => [.. CallbackTransportConformance.Scripts.Select(script => script.Id)];

    [Theory, MemberData(nameof(Scripts))]
    public async Task My_transport_conforms(string id)
    {
        ConformanceOptions options = new() { CreateWithClock = clock => new MyTransport(clock) };
        ConformanceResult result = await CallbackTransportConformance.RunAsync(() => new MyTransport(), CallbackTransportConformance.Script(id), options);
        Assert.False(result.HasFailed, result.ToString());
    }
}
// </readme>

/// <summary>Stands for the reader's own.</summary>
internal sealed class MyTransport(TimeProvider? timeProvider = null) : ICallbackTransport
{
    private readonly SocketCallbackTransport _transport = new(timeProvider);

    public string Name => "mine";

    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken) => _transport.OpenAsync(options, cancellationToken);
}
