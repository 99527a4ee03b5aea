using System.Diagnostics.CodeAnalysis;

namespace LoopbackOAuth.Tokens;

/// <summary>Names a stored entry by the parts of its key that a caller knows. A part that is <see langword="null"/> may be anything, unless the provider is configured with it.</summary>
public sealed record TokenQuery
{
    /// <summary>Creates a query.</summary>
    public TokenQuery()
    {
    }

    /// <summary>Creates a query for an account of a provider.</summary>
    /// <param name="provider">The provider's id or an alias.</param>
    /// <param name="account">The label given at sign-in.</param>
    [SetsRequiredMembers]
    public TokenQuery(string provider, string account = TokenKey.DefaultAccount)
    {
        Provider = provider;
        Account = account;
    }

    /// <summary>The provider's id or an alias.</summary>
    public required string Provider { get; init; }

    /// <summary>The label given at sign-in.</summary>
    /// <value>The default is <see cref="TokenKey.DefaultAccount"/>.</value>
    public string Account { get; init; } = TokenKey.DefaultAccount;

    /// <summary>The issuer identifier; without one, the token endpoint.</summary>
    /// <value>The default is <see langword="null"/>: that of the configured provider, and otherwise any.</value>
    public string? Issuer { get; init; }

    /// <summary>The client id.</summary>
    /// <value>The default is <see langword="null"/>: that of the configured provider at its own server, and otherwise any.</value>
    public string? ClientId { get; init; }

    /// <summary>The resource indicator (RFC 8707).</summary>
    public string? Resource { get; init; }

    /// <summary>Whether a key is one of those meant.</summary>
    internal bool Fits(TokenKey key) =>
        key.Account == Account
        && (Issuer is null || key.Issuer == Issuer)
        && (ClientId is null || key.ClientId == ClientId)
        && (Resource is null || key.Resource == Resource);
}
