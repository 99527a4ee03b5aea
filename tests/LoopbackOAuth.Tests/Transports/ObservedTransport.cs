using System.Collections.Concurrent;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>A transport whose listeners are looked at when they open, so that it can be told later whether they are gone.</summary>
internal sealed class ObservedTransport(ICallbackTransport transport) : ICallbackTransport
{
    private readonly ConcurrentDictionary<int, ListeningSockets> _opened = new();

    public string Name => transport.Name;

    public bool WasOpened => !_opened.IsEmpty;

    public async ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ICallbackSession session = await transport.OpenAsync(options, cancellationToken);
        _opened[session.RedirectUri.Port] = ListeningSockets.On(session.RedirectUri);
        return session;
    }

    public Task ShouldBeClosedAsync(Uri redirectUri) => RawClient.ShouldBeRefusedAsync(redirectUri, _opened[redirectUri.Port]);
}
