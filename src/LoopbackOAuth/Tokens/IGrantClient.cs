using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>What can be asked of the authorization server of a stored entry. The root knows where it is and how the client authenticates there.</summary>
internal interface IGrantClient
{
    /// <summary>The id of a provider under which its entries are stored.</summary>
    string ProviderId(string idOrAlias);

    /// <summary>Fills in what is configured: with a server and a client of its own, a provider means no entry of another one that a query does not name.</summary>
    TokenQuery Narrow(TokenQuery query);

    /// <summary>Finds out where the server is, so that a request under a lock need not.</summary>
    /// <returns><see langword="null"/>, or why that is not known.</returns>
    Task<OAuthError?> PrepareAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken);

    /// <summary>
    /// Asks once for new tokens (RFC 6749 section 6). The tokens have a refresh token. The cancellation ends what comes before the request to the token endpoint, and not that:
    /// its answer may hold the only good refresh token.
    /// </summary>
    Task<ProtocolResult<TokenResponse>> RefreshAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken);

    /// <summary>Asks once to revoke tokens, in their order (RFC 7009).</summary>
    Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken);
}
