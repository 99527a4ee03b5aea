using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace Readme.Samples;

/// <summary>The suite over a transport that opens no listener.</summary>
internal static class PasteConformanceSample
{
    internal static async Task<IReadOnlyList<ConformanceResult>> RunAsync()
    {
        // <readme>
        var pastes = System.Threading.Channels.Channel.CreateUnbounded<string>();

        var results = await CallbackTransportConformance.RunAllAsync(
            () => new ManualPasteCallbackTransport(async cancellationToken => await pastes.Reader.ReadAsync(cancellationToken)),
            new() { Deliver = (callback, cancellationToken) => pastes.Writer.WriteAsync(callback, cancellationToken).AsTask() });

        Assert.DoesNotContain(results, result => result.HasFailed);
        // </readme>
        return results;
    }
}
