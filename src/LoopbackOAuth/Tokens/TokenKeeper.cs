using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>Reads and writes the entry of one slot, and keeps in memory what the store would not take. Used by whoever has the slot's turn.</summary>
internal sealed class TokenKeeper(AccessTokenParts parts, AccessTokenSlot slot)
{
    private const int LongestDescription = 300;

    private static readonly TimeSpan[] WaitsBetweenWrites = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400)];

    /// <summary>What is good now: what is stored, or what could not be stored yet.</summary>
    public async Task<TokenSet?> ReadAsync()
    {
        TokenSet? stored = await parts.Store.GetAsync(slot.Key).ConfigureAwait(false);
        if (slot.Unsaved is { } unsaved)
        {
            if (stored is not null && unsaved.Stored.IsOf(stored))
            {
                return unsaved.Tokens;
            }

            // Somebody has signed in or out meanwhile, or has refreshed with what was stored.
            slot.Reset();
        }

        return stored;
    }

    /// <summary>Stores new tokens, before anybody uses them.</summary>
    /// <param name="spent">The tokens that were refreshed.</param>
    /// <param name="renewed">What that brought.</param>
    /// <returns>What counts from now on: the new tokens, or what somebody else stored meanwhile, or <see langword="null"/> when somebody signed out.</returns>
    public async Task<TokenSet?> KeepAsync(TokenSet spent, TokenSet renewed)
    {
        EntryMark expected = slot.Unsaved?.Stored ?? EntryMark.Of(spent);
        try
        {
            TokenSet? stored = await parts.Store.GetAsync(slot.Key).ConfigureAwait(false);
            if (stored is null || !expected.IsOf(stored))
            {
                slot.Reset();
                return stored;
            }
        }
        catch (TokenStoreException)
        {
            // What cannot be read may still be written, and nobody else has the new tokens.
        }

        slot.Cooldown = null;
        TokenStoreException? problem = await WriteInsistentlyAsync(renewed).ConfigureAwait(false);
        Remember(renewed, expected, problem);
        return renewed;
    }

    /// <summary>Tries once more to store what could not be stored, if there is anything.</summary>
    public async Task SaveAgainAsync()
    {
        if (slot.Unsaved is { } unsaved)
        {
            Remember(unsaved.Tokens, unsaved.Stored, await WriteAsync(unsaved.Tokens).ConfigureAwait(false));
        }
    }

    /// <summary>What keeps an entry from being stored now, or <see langword="null"/>. Asked before a refresh token is spent.</summary>
    public async Task<TokenStoreException?> ProblemAsync()
    {
        try
        {
            await parts.Store.VerifyAsync().ConfigureAwait(false);
            return null;
        }
        catch (TokenStoreException exception)
        {
            return exception;
        }
    }

    public static GrantRefusal RefusalOf(OAuthError error, DateTimeOffset now) =>
        new(error.Code, error.Description is null ? null : TerminalText.Sanitize(error.Description, LongestDescription), now);

    /// <summary>Writes down that a grant is of no more use, beside its tokens, so that nobody asks the server again.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="insist">Whether to try several times.</param>
    public async Task MarkAsync(TokenSet tokens, GrantRefusal refusal, bool insist)
    {
        TokenSet marked = tokens with { Refusal = refusal };
        TokenStoreException? problem = await (insist ? WriteInsistentlyAsync(marked) : WriteAsync(marked)).ConfigureAwait(false);
        if (problem is not null)
        {
            Log.StoreFailed(parts.Logger, problem.Code);
        }

        if (slot.Unsaved is { } unsaved)
        {
            slot.Unsaved = problem is null ? null : unsaved with { Tokens = marked, Problem = problem };
        }
    }

    /// <summary>Until when tokens are used without a thought. The jitter is drawn once for each access token.</summary>
    public DateTimeOffset FreshUntil(TokenSet tokens)
    {
        if (tokens.ExpiresAt is not null && RefreshTiming.IsFromLater(tokens, parts.TimeProvider.GetUtcNow()))
        {
            return DateTimeOffset.MinValue;
        }

        if (!tokens.AccessToken.Equals(slot.JitterFor))
        {
            slot.JitterFor = tokens.AccessToken;
            slot.Jitter = RefreshTiming.DrawJitter(parts.Options);
        }

        return RefreshTiming.FreshUntil(tokens, parts.Options, slot.Jitter);
    }

    /// <summary>Makes tokens the answer for some time. While they are not stored, every call tries to store them again.</summary>
    public AccessTokenResult.Available Cache(TokenSet tokens, DateTimeOffset freshUntil, AccessTokenWarning? warning = null)
    {
        if (slot.Unsaved is { } unsaved && unsaved.Tokens.AccessToken.Equals(tokens.AccessToken))
        {
            return slot.Cache(new AccessTokenResult.Available(tokens, RefreshEndings.NotStored(unsaved.Problem)) { IsStored = false }, since: default, freshUntil: default);
        }

        return slot.Cache(new AccessTokenResult.Available(tokens, warning), parts.TimeProvider.GetUtcNow() - RefreshTiming.NewFor, freshUntil);
    }

    private void Remember(TokenSet tokens, EntryMark stored, TokenStoreException? problem)
    {
        slot.Unsaved = problem is null ? null : new UnsavedTokens(tokens, stored, problem);
        if (problem is not null)
        {
            Log.RefreshedTokensNotStored(parts.Logger, slot.Key.Provider, problem.Code);
        }
    }

    private async Task<TokenStoreException?> WriteInsistentlyAsync(TokenSet tokens)
    {
        TokenStoreException? problem = await WriteAsync(tokens).ConfigureAwait(false);
        for (int index = 0; index < WaitsBetweenWrites.Length && problem is not null; index++)
        {
            await Task.Delay(WaitsBetweenWrites[index], parts.TimeProvider).ConfigureAwait(false);
            problem = await WriteAsync(tokens).ConfigureAwait(false);
        }

        return problem;
    }

    private async Task<TokenStoreException?> WriteAsync(TokenSet tokens)
    {
        try
        {
            await parts.Store.SetAsync(slot.Key, tokens).ConfigureAwait(false);
            return null;
        }
        catch (TokenStoreException exception)
        {
            return exception;
        }
    }
}
