using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>How a sign-out went: what became of the entry here, and of the tokens at the server.</summary>
public sealed record SignOutResult
{
    /// <summary>Whose entry.</summary>
    public required TokenKey Key { get; init; }

    /// <summary>What became of the entry in the store.</summary>
    public required EntryRemoval Removal { get; init; }

    /// <summary>Why the entry could not be removed; <see langword="null"/> unless <see cref="Removal"/> is <see cref="EntryRemoval.Failed"/>.</summary>
    public TokenStoreException? StoreProblem { get; init; }

    /// <summary>
    /// Whether another process did not let go of the entry's lock in time, so that the entry was removed without: if that process was about to store refreshed tokens, it may have
    /// written the entry again. Ask again to be sure.
    /// </summary>
    /// <value>The default is <see langword="false"/>, also for a store that has no locks or whose locks fail, and when nothing was removed.</value>
    public bool MayComeBack { get; init; }

    /// <summary>What became of the tokens at the authorization server.</summary>
    public required TokenRevocation Revocation { get; init; }

    /// <summary>Why the tokens could not be revoked, or not all; <see langword="null"/> unless <see cref="Revocation"/> is <see cref="TokenRevocation.Failed"/>. Its texts are untrusted.</summary>
    public OAuthError? RevocationError { get; init; }
}
