using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth;

/// <summary>An authorization request that another OAuth client built.</summary>
public sealed record BrowserLegRequest
{
    /// <summary>Creates a request.</summary>
    public BrowserLegRequest()
    {
    }

    /// <summary>Creates a request.</summary>
    /// <param name="authorizationUri">The authorization URL, state included.</param>
    /// <param name="redirectUri">The redirect URI in it.</param>
    [SetsRequiredMembers]
    public BrowserLegRequest(Uri authorizationUri, Uri redirectUri)
    {
        AuthorizationUri = authorizationUri;
        RedirectUri = redirectUri;
    }

    /// <summary>The authorization URL. https, or http on the loopback interface. Its <c>redirect_uri</c>, if it has one, must be <see cref="RedirectUri"/>.</summary>
    public required Uri AuthorizationUri { get; init; }

    /// <summary>The state that a response must repeat.</summary>
    /// <value>The default is the one in the authorization URL. State it when the URL has none, as after a pushed authorization request (RFC 9126).</value>
    public Secret? State { get; init; }

    /// <summary>The redirect URI: http, a loopback host, a port.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>The issuer of the authorization server, to compare with <c>iss</c> (RFC 9207).</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether the server promises <c>iss</c>, so that a response without it is refused.</summary>
    public bool IssuerRequired { get; init; }

    /// <summary>The name of the provider that the user reads.</summary>
    /// <value>The default is the host of the authorization URL.</value>
    public string? ProviderName { get; init; }

    /// <summary>Whether a form post is accepted (the URL asks for <c>response_mode=form_post</c>).</summary>
    public bool FormPost { get; init; }

    /// <summary>Whether to leave the browser closed and only print the URL.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Whether to open no listener and ask for a paste instead.</summary>
    public bool ManualPaste { get; init; }

    /// <summary>How long to wait, 1 second to 1 hour.</summary>
    /// <value>The default is <see cref="LoopbackOAuthOptions.Timeout"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Where the request goes and where the answer is waited for. The authorization URL itself carries the state and is not shown.</summary>
    /// <returns>One line without a secret.</returns>
    public override string ToString() => $"{AuthorizationUri?.Host} to {RedirectUri}";
}
