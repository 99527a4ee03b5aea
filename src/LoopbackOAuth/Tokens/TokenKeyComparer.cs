namespace LoopbackOAuth.Tokens;

/// <summary>Equal as the key itself says, with a hash of the two parts in which the keys of one program differ: the others cost time and tell nothing apart.</summary>
internal sealed class TokenKeyComparer : IEqualityComparer<TokenKey>
{
    public static TokenKeyComparer Instance { get; } = new();

    public bool Equals(TokenKey? x, TokenKey? y) => ReferenceEquals(x, y) || (x is not null && x.Equals(y));

    public int GetHashCode(TokenKey obj) => HashCode.Combine(obj.Provider.GetHashCode(StringComparison.Ordinal), obj.Account.GetHashCode(StringComparison.Ordinal));
}
