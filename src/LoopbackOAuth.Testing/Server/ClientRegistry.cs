namespace LoopbackOAuth.Testing.Server;

/// <summary>Who may ask, and where the answer may go.</summary>
internal sealed class ClientRegistry(TestAuthorizationServerOptions options)
{
    /// <summary>The client of an id. Without registrations, every id is a public client with any loopback redirect URI.</summary>
    public TestClient? Find(string clientId) =>
        options.Clients.Count == 0
            ? new TestClient { ClientId = clientId, AnyLoopbackPort = true }
            : options.Clients.FirstOrDefault(client => client.ClientId == clientId);

    public static bool Accepts(TestClient client, string redirectUri)
    {
        if (client.RedirectUris.Contains(redirectUri, StringComparer.Ordinal))
        {
            return true;
        }

        if (!client.AnyLoopbackPort || !TrySplit(redirectUri, out var sent))
        {
            return false;
        }

        // RFC 8252 section 7.3 speaks of IP literals; the name is only for servers that compare nothing at all.
        return client.RedirectUris.Count == 0
            || client.RedirectUris.Any(registered => TrySplit(registered, out var own) && own.IsLiteral && own.Host == sent.Host && own.Path == sent.Path);
    }

    // Compared as text, so that nothing a parser normalizes is taken for equal.
    private static bool TrySplit(string text, out (string Host, bool IsLiteral, string Path) parts)
    {
        parts = default;
        if (!text.StartsWith("http://", StringComparison.Ordinal)
            || text.Contains('#', StringComparison.Ordinal)
            || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            || uri.UserInfo.Length > 0)
        {
            return false;
        }

        string rest = text["http://".Length..];
        int end = rest.IndexOfAny(['/', '?']);
        string authority = end < 0 ? rest : rest[..end];
        foreach (string host in (ReadOnlySpan<string>)["127.0.0.1", "[::1]", "localhost"])
        {
            if (authority == host || (authority.StartsWith(host + ":", StringComparison.Ordinal) && ushort.TryParse(authority.AsSpan(host.Length + 1), out _)))
            {
                parts = (host, host != "localhost", end < 0 ? "" : rest[end..]);
                return true;
            }
        }

        return false;
    }
}
