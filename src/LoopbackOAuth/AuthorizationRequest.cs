using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

/// <summary>Who signs in where, and what the caller decides about the way.</summary>
public sealed record AuthorizationRequest
{
    /// <summary>Creates a request.</summary>
    public AuthorizationRequest()
    {
    }

    /// <summary>Creates a request for a provider.</summary>
    /// <param name="provider">The provider's id or an alias.</param>
    [SetsRequiredMembers]
    public AuthorizationRequest(string provider) => Provider = provider;

    /// <summary>The provider's id or an alias; with <see cref="Server"/>, any id.</summary>
    public required string Provider { get; init; }

    /// <summary>
    /// Another authorization server than the provider's own: it replaces the provider's server and keeps its redirect
    /// rule; with an unknown id it defines a provider on the spot.
    /// </summary>
    public AuthorizationServer? Server { get; init; }

    /// <summary>The client id.</summary>
    /// <value>The default is the one configured for the provider; one of the two must be there.</value>
    public string? ClientId { get; init; }

    /// <summary>The client secret of a confidential client.</summary>
    /// <value>The default is the one configured for the provider, or none.</value>
    public Secret? ClientSecret { get; init; }

    /// <summary>The scopes to ask for.</summary>
    /// <value>The default is the provider's own list.</value>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The resource the token is for: an absolute URI without a fragment (RFC 8707 section 2).</summary>
    public string? Resource { get; init; }

    /// <summary>The caller's label for the account, so that several can be signed in at once.</summary>
    /// <value>The default is <c>default</c>.</value>
    public string Account { get; init; } = TokenKey.DefaultAccount;

    /// <summary>How the loopback host is written in the redirect URI.</summary>
    /// <value>The default is the provider's.</value>
    public LoopbackHost? Host { get; init; }

    /// <summary>The one port to use: 1 to 65535, or 0 for any free port.</summary>
    /// <value>The default is the provider's rule.</value>
    public int? Port { get; init; }

    /// <summary>The path of the redirect URI.</summary>
    /// <value>The default is the provider's.</value>
    public string? Path { get; init; }

    /// <summary>
    /// UNSAFE. Whether to listen on every network interface instead of on the loopback interface, for a container whose port is
    /// published. Whoever can reach the port can then talk to the listener over plain http, so publish it as
    /// <c>127.0.0.1:PORT:PORT</c> and nowhere else. The redirect URI stays the same, and a request still needs exactly its authority as
    /// <c>Host</c>. The user is warned each time. It has no effect with <see cref="ManualPaste"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>. Legal only with one fixed port, from <see cref="Port"/> or from the provider's rule, and with a transport that can do it, such as the default one.</value>
    public bool UnsafeListenAny { get; init; }

    /// <summary>Whether to ask the server for a form post instead of a redirect with a query, which keeps the code out of the browser's history.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FormPost { get; init; }

    /// <summary>Whether to leave the browser closed and only print the URL.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Whether to open no listener and ask for a paste instead.</summary>
    public bool ManualPaste { get; init; }

    /// <summary>How long the sign-in may take, 1 second to 1 hour.</summary>
    /// <value>The default is the provider's, or else <see cref="LoopbackOAuthOptions.Timeout"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further parameters of the authorization request. They win over the provider's, and may not repeat the protocol's own.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
