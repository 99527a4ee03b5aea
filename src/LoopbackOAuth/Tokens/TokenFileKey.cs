namespace LoopbackOAuth.Tokens;

/// <summary>The key inside an entry's file.</summary>
internal sealed class TokenFileKey
{
    public string? Provider { get; init; }

    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    public string? Account { get; init; }

    public string? Resource { get; init; }

    internal static TokenFileKey From(TokenKey key) => new()
    {
        Provider = key.Provider,
        Issuer = key.Issuer,
        ClientId = key.ClientId,
        Account = key.Account,
        Resource = key.Resource,
    };

    /// <summary>The key, or <see langword="null"/> when a part is missing.</summary>
    internal TokenKey? ToKey() => Provider is null || Issuer is null || ClientId is null || Account is null
        ? null
        : new TokenKey { Provider = Provider, Issuer = Issuer, ClientId = ClientId, Account = Account, Resource = Resource };
}
