namespace LoopbackOAuth.Tokens;

/// <summary>Something in a store that bears the name of an entry and cannot be used as one.</summary>
/// <param name="Id">A name for it that stays the same: for an entry that cannot be read its <see cref="TokenKey.GetId"/> where that is known.</param>
/// <param name="Location">Where it is, in words or as a path.</param>
/// <param name="Error">What is wrong with it and what to do.</param>
public sealed record DamagedTokenEntry(string Id, string Location, TokenStoreException Error)
{
    /// <summary>Whose entry it is, where the store knows that.</summary>
    /// <value>The default is <see langword="null"/>: it may be anybody's.</value>
    public TokenKey? Key { get; init; }
}
