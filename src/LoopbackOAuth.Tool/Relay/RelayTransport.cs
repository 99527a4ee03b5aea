using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>
/// Listens as every sign-in does. Where the URL leads to a known provider whose own page delivers by a script instead of
/// redirecting, that provider's origins may, as they may on the remote host.
/// </summary>
internal sealed class RelayTransport(Uri authorizationUri, ICallbackTransport listener) : ICallbackTransport
{
    public string Name => listener.Name;

    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken) =>
        listener.OpenAsync(options with { CallbackOrigins = OriginsFor(authorizationUri) }, cancellationToken);

    private static IReadOnlyList<string> OriginsFor(Uri uri)
    {
        string origin = uri.GetLeftPart(UriPartial.Authority);
        return new ProviderRegistry([]).Providers
            .FirstOrDefault(provider => provider.CallbackOrigins.Contains(origin, StringComparer.Ordinal))?.CallbackOrigins ?? [];
    }
}
