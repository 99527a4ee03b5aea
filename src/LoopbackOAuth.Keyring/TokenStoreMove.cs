using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>Moves one entry from a store to another: at every instant at least one of them has it.</summary>
internal static class TokenStoreMove
{
    internal static async Task MoveAsync(TokenKey key, ITokenStore from, ITokenStore to, CancellationToken cancellationToken)
    {
        // A refresh under way is let finish, and none starts meanwhile: it would spend the refresh token that is being moved.
        var held = await from.LockAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await from.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } tokens)
            {
                return;
            }

            var there = await to.GetAsync(key, cancellationToken).ConfigureAwait(false);
            if (there is null || IsBetter(tokens, there))
            {
                await to.SetAsync(key, tokens, cancellationToken).ConfigureAwait(false);
                var kept = await to.GetAsync(key, cancellationToken).ConfigureAwait(false);
                if (!tokens.AccessToken.Equals(kept?.AccessToken))
                {
                    throw KeyringErrors.NotTheKeyring();
                }
            }

            await from.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // One that still can be refreshed, before the newer one.
    private static bool IsBetter(TokenSet one, TokenSet other) =>
        (one.Refusal is null) == (other.Refusal is null) ? one.ObtainedAt > other.ObtainedAt : one.Refusal is null;
}
