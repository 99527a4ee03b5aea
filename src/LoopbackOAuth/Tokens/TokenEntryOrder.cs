namespace LoopbackOAuth.Tokens;

/// <summary>The order of a listing: provider, account, issuer, then the rest, so that no two keys are equal.</summary>
internal static class TokenEntryOrder
{
    internal static IReadOnlyList<TokenEntry> Sort(IEnumerable<TokenEntry> entries) =>
        [.. entries
            .OrderBy(entry => entry.Key.Provider, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Account, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Issuer, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.ClientId, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Resource, StringComparer.Ordinal)];
}
