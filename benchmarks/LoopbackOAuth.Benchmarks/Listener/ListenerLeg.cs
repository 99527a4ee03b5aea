using LoopbackOAuth.Benchmarks.Callback;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Benchmarks.Listener;

/// <summary>The listener of one sign-in without the rest of it: it opens, waits, and shows the success page once the callback is there.</summary>
internal sealed class ListenerLeg : IAsyncDisposable
{
    private readonly PendingAuthorization _pending = new(new Secret(ExampleCallback.State), new IssuerExpectation(ExampleCallback.Issuer, Required: true));
    private readonly CancellationTokenSource _stop = new();
    private readonly ICallbackSession _session;
    private readonly Task _run;

    private ListenerLeg(ICallbackSession session)
    {
        _session = session;
        _ = _pending.Response.ContinueWith(_ => _pending.Settle(CallbackPageKind.Success), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _run = session.RunAsync(_pending, _stop.Token);
    }

    public int Port => _session.RedirectUri.Port;

    public string Callback => $"{_session.RedirectUri.OriginalString}?{ExampleCallback.Query}";

    public static async Task<ListenerLeg> OpenAsync(ICallbackTransport transport) => new(await transport.OpenAsync(
        new CallbackSessionOptions { Redirect = new RedirectRule { Host = LoopbackHost.IPv4, Path = "/callback" } },
        CancellationToken.None));

    /// <summary>Waits for the callback, and ends the listener as the end of a sign-in does.</summary>
    public async Task CompleteAsync()
    {
        await _pending.Response;
        await _stop.CancelAsync();
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _stop.Dispose();
    }
}
