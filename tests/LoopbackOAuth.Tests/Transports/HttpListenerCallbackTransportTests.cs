using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class HttpListenerCallbackTransportTests : HttpCallbackTransportTests
{
    protected override ICallbackTransport NewTransport() => new HttpListenerCallbackTransport();

    [Theory]
    [InlineData(LoopbackHost.IPv6)]
    [InlineData(LoopbackHost.Localhost)]
    [Trait("Invariant", "5")]
    public async Task Both_families_or_failure_what_it_cannot_serve_whole_it_refuses(LoopbackHost host)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "http.sys serves both families.");
        CallbackTransportException exception = await Assert.ThrowsAsync<CallbackTransportException>(() => OpenAsync(host: host));
        Assert.Equal(CallbackTransportError.NotSupported, exception.Error);
        Assert.Contains("socket transport", exception.Remedy, StringComparison.Ordinal);
    }
}
