namespace LoopbackOAuth.Tokens;

/// <summary>
/// Gives access tokens that are good now, refreshing what is stored when it must. Safe to call from many threads: a refresh is
/// made once, whoever asks, in this process and, with a store that can lock an entry, on this machine.
/// </summary>
/// <remarks>
/// What users, servers and disks do comes back as an <see cref="AccessTokenResult"/>. The only exceptions are those for wrong arguments and
/// <see cref="OperationCanceledException"/> when the caller's own token was cancelled; and, after its authorizer was disposed, <see cref="ObjectDisposedException"/> for what is not in
/// memory. A store that never answers holds up those who wait for its entry until they cancel.
/// </remarks>
public interface IAccessTokenProvider
{
    /// <summary>Gets an access token. While the one in memory is good, this neither waits nor allocates.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="demand">What the token must satisfy beyond being good; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends this caller's wait. A refresh under way goes on, for others and for the next call.</param>
    /// <returns>The token, or what stands in the way.</returns>
    /// <exception cref="ArgumentNullException">The key is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The authorizer was disposed, and the token is not in memory.</exception>
    ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenKey key, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default);

    /// <summary>Gets an access token of the one stored entry that a query names. The entry is looked for once and remembered.</summary>
    /// <param name="query">Which entry.</param>
    /// <param name="demand">What the token must satisfy beyond being good; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends this caller's wait. A refresh under way goes on, for others and for the next call.</param>
    /// <returns>The token, or what stands in the way; <see cref="AccessTokenResult.Failed"/> with the code <c>ambiguous_account</c> when several entries fit.</returns>
    /// <exception cref="ArgumentNullException">The query is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The provider of the query is no id.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The authorizer was disposed, and the token is not in memory.</exception>
    ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenQuery query, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Signs out: removes the stored entry, always and first, then revokes its refresh token and its access token at the server (RFC 7009) where that is possible.
    /// </summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellationToken">Ends the requests to the server. The entry is removed all the same.</param>
    /// <returns>What became of the entry, and of the tokens at the server.</returns>
    /// <exception cref="ArgumentNullException">The key is <see langword="null"/>.</exception>
    /// <exception cref="ObjectDisposedException">The authorizer was disposed.</exception>
    ValueTask<SignOutResult> SignOutAsync(TokenKey key, CancellationToken cancellationToken = default);
}
