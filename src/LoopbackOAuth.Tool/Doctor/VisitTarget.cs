using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>A server to look at: its issuer, or where it has none a page of it.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Server">With an issuer, what is to be discovered.</param>
/// <param name="Endpoint">Without one, the endpoint that must answer; with one, what works even when nothing can be discovered.</param>
internal sealed record VisitTarget(string Name, AuthorizationServer? Server, string? Endpoint)
{
    /// <summary>The servers of the entries, and that of the provider that was asked for. No other server is ever asked.</summary>
    public static IReadOnlyList<VisitTarget> Of(IEnumerable<TokenEntry> entries, ProviderDefinition? asked, IProviderRegistry registry)
    {
        Dictionary<string, VisitTarget> targets = new(StringComparer.Ordinal);
        if (asked is { Server.IsEmpty: false })
        {
            VisitTarget target = Of(asked.Server, tokenEndpoint: null);
            targets[target.Name] = target;
        }

        foreach (TokenEntry entry in entries)
        {
            VisitTarget target = Of(EntryServer.Of(entry.Key, entry.Tokens, registry), entry.Tokens.TokenEndpoint);
            targets.TryAdd(target.Name, target);
        }

        return [.. targets.Values];
    }

    // Discovery is the point here, so endpoints that are stated beside an issuer are left out.
    private static VisitTarget Of(AuthorizationServer server, string? tokenEndpoint) => server.Issuer is { } issuer
        ? new VisitTarget(issuer, new AuthorizationServer { Issuer = issuer, AllowedHosts = server.AllowedHosts }, server.TokenEndpoint ?? tokenEndpoint)
        : new VisitTarget(server.TokenEndpoint ?? server.AuthorizationEndpoint ?? server.DeviceAuthorizationEndpoint!, Server: null, server.TokenEndpoint ?? server.AuthorizationEndpoint ?? server.DeviceAuthorizationEndpoint);
}
