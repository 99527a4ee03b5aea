namespace LoopbackOAuth.Providers;

/// <summary>What an authorization server accepts as the redirect URI of a native app (RFC 8252 section 7.3).</summary>
public sealed record RedirectRule
{
    private readonly string _path = "/callback";

    /// <summary>How the loopback host is written.</summary>
    /// <value>The default is <see cref="LoopbackHost.IPv4"/>.</value>
    public LoopbackHost Host { get; init; } = LoopbackHost.IPv4;

    /// <summary>The hosts the server accepts; <see cref="Host"/> is always among them.</summary>
    /// <value>The default is all three.</value>
    public IReadOnlyList<LoopbackHost> AcceptedHosts { get; init; } = [LoopbackHost.IPv4, LoopbackHost.IPv6, LoopbackHost.Localhost];

    /// <summary>Which ports may be used.</summary>
    /// <value>The default is <see cref="PortPolicy.Ephemeral"/>.</value>
    public PortPolicy Port { get; init; } = PortPolicy.Ephemeral;

    /// <summary>
    /// Whether the port first bound belongs to a dynamic client registration and is asked for again as long as that
    /// registration lives, because the server may compare redirect URIs with their port (RFC 7591 section 2).
    /// </summary>
    /// <remarks>
    /// Nothing acts on it yet: this library does not register clients, so that a client id is needed and
    /// <see cref="Port"/> alone decides. It is here as data for the registration to come.
    /// </remarks>
    /// <value>The default is <see langword="false"/>.</value>
    public bool PortKeptWithRegistration { get; init; }

    /// <summary>
    /// The path of the redirect URI, optionally with a query that is kept (RFC 6749 section 3.1.2). It starts with
    /// one <c>/</c>, has no fragment, and consists of visible ASCII.
    /// </summary>
    /// <value>The default is <c>/callback</c>.</value>
    /// <exception cref="ArgumentException">The path is not of that form.</exception>
    public string Path
    {
        get => _path;
        init => _path = IsPath(value)
            ? value
            : throw new ArgumentException("A redirect path starts with one '/', has no fragment, no dot segments and only visible ASCII.", nameof(value));
    }

    /// <summary>Whether the server accepts a host.</summary>
    internal bool Accepts(LoopbackHost host)
    {
        // A plain loop: over an enumeration, the general way is compiled anew in every process.
        for (int index = 0; index < AcceptedHosts.Count; index++)
        {
            if (AcceptedHosts[index] == host)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text can be the path of a redirect URI.</summary>
    /// <param name="path">The text.</param>
    /// <returns><see langword="true"/> when it has the form that <see cref="Path"/> states.</returns>
    public static bool IsPath(string? path)
    {
        if (string.IsNullOrEmpty(path) || path[0] != '/' || path.StartsWith("//", StringComparison.Ordinal) || path.Length > 512)
        {
            return false;
        }

        foreach (char character in path)
        {
            if (character is <= ' ' or > '~' or '#' or '\\' or '"' or '<' or '>')
            {
                return false;
            }
        }

        // What a browser would rewrite (dot segments, escapes) would never match the registered text again.
        return new Uri("http://127.0.0.1:1024" + path).PathAndQuery == path;
    }
}
