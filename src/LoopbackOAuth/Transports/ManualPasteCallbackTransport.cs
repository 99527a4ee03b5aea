using System.Security.Cryptography;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Takes the address that the browser was sent to from the user's hands. It opens nothing: alone, it states the redirect
/// URI that a listener would have had; in a race, it takes over the listener's.
/// </summary>
public sealed class ManualPasteCallbackTransport : ICallbackTransport
{
    internal const string TransportName = "paste";

    // The dynamic ports of RFC 6335 section 6.
    private const int FirstDynamicPort = 49152;

    private readonly Func<CancellationToken, ValueTask<string?>> _readPaste;

    /// <summary>Creates the transport.</summary>
    /// <param name="readPaste">Waits for the user to submit a text; <see langword="null"/> means that nothing more will come.</param>
    public ManualPasteCallbackTransport(Func<CancellationToken, ValueTask<string?>> readPaste)
    {
        ArgumentNullException.ThrowIfNull(readPaste);
        _readPaste = readPaste;
    }

    /// <summary><c>paste</c>.</summary>
    public string Name => TransportName;

    /// <inheritdoc/>
    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        LoopbackAddress address = LoopbackAddress.Of(options);

        // Nothing listens, so any port does unless the provider knows one; it is only what the address bar will show.
        int port = address.Port.Ports.Count > 0 ? address.Port.Ports[0] : RandomNumberGenerator.GetInt32(FirstDynamicPort, 65536);
        return ValueTask.FromResult<ICallbackSession>(new ManualPasteCallbackSession(Name, options.RedirectUri ?? address.ToUri(port), _readPaste));
    }
}
