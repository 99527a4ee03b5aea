using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Testing;

/// <summary>A client that is registered at a <see cref="TestAuthorizationServer"/>.</summary>
public sealed record TestClient
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client secret. <see langword="null"/> makes it a public client (RFC 6749 section 2.1), which must not send one.</summary>
    public Secret? Secret { get; init; }

    /// <summary>The one way in which the client may authenticate (RFC 6749 section 2.3).</summary>
    /// <value>The default, <see cref="ClientAuthenticationMethod.Automatic"/>, takes Basic and post from a client with a secret.</value>
    public ClientAuthenticationMethod AuthenticationMethod { get; init; }

    /// <summary>The redirect URIs, compared as plain strings.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>
    /// Whether the port of a redirect URI with a loopback IP literal is not compared (RFC 8252 section 7.3). It does not
    /// hold for the name <c>localhost</c>. Without any <see cref="RedirectUris"/> it also admits every loopback host and path.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AnyLoopbackPort { get; init; }
}
