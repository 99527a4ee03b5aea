using LoopbackOAuth.Callback;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Transports;

/// <summary>Where a transport is to wait.</summary>
public sealed record CallbackSessionOptions
{
    private readonly CallbackPages _pages = CallbackPages.Default;
    private readonly IReadOnlyList<string> _callbackOrigins = [];

    /// <summary>What the authorization server accepts as a redirect URI.</summary>
    public required RedirectRule Redirect { get; init; }

    /// <summary>
    /// A redirect URI that is fixed already: by another transport of the same race, or by a client that is not this
    /// library. <see langword="null"/> when this transport decides by binding.
    /// </summary>
    public Uri? RedirectUri { get; init; }

    /// <summary>Whether a form post is accepted beside the redirect (OAuth 2.0 Form Post Response Mode).</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AcceptFormPost { get; init; }

    /// <summary>
    /// UNSAFE. Whether to listen on every network interface (<c>0.0.0.0</c> and, where there is IPv6, <c>[::]</c>) instead of on the
    /// loopback interface, for a container whose port is published, because a published port arrives on another interface (RFC 8252
    /// section 8.3 advises against it). The redirect URI stays a loopback one, and a request still needs exactly its authority as
    /// <c>Host</c>. Peers that are neither in a private address range nor in the network they come from are not served.
    /// </summary>
    /// <value>The default is <see langword="false"/>. Legal only with one fixed port; a transport that cannot do it says so with <see cref="CallbackTransportError.NotSupported"/>.</value>
    public bool UnsafeListenAny { get; init; }

    /// <summary>What a browser is shown.</summary>
    /// <value>The default is <see cref="CallbackPages.Default"/>.</value>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public CallbackPages Pages
    {
        get => _pages;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _pages = value;
        }
    }

    /// <summary>
    /// The origins whose scripts may deliver the response by <c>fetch</c> and read the answer (Fetch standard, CORS protocol).
    /// With none, no reply has a field of that protocol.
    /// </summary>
    /// <value>The default is none. Legal are up to 16 exact https origins, such as <c>https://accounts.example.com</c>.</value>
    /// <exception cref="ArgumentException">An entry is not an exact https origin, or there are more than 16.</exception>
    public IReadOnlyList<string> CallbackOrigins
    {
        get => _callbackOrigins;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _callbackOrigins = OriginRule.AreOrigins(value) ? [.. value] : throw new ArgumentException($"An entry is not an exact https origin, or there are too many. {OriginRule.Remedy}", nameof(value));
        }
    }
}
