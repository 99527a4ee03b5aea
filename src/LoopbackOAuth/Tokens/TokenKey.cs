namespace LoopbackOAuth.Tokens;

/// <summary>Whose token it is. Two entries are the same only when all five parts are equal, compared as plain strings.</summary>
public sealed record TokenKey
{
    /// <summary>The account label of a sign-in that names none.</summary>
    public const string DefaultAccount = "default";

    /// <summary>The provider's id.</summary>
    public required string Provider { get; init; }

    /// <summary>The issuer identifier; without one, the token endpoint.</summary>
    public required string Issuer { get; init; }

    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The caller's label for the account.</summary>
    /// <value>The default is <see cref="DefaultAccount"/>.</value>
    public string Account { get; init; } = DefaultAccount;

    /// <summary>The resource indicator the token is for (RFC 8707), or <see langword="null"/>.</summary>
    public string? Resource { get; init; }

    /// <summary>A name for the key that can be typed: the same for the same key on every machine and in every version.</summary>
    /// <returns>32 hexadecimal digits, from SHA-256 over all five parts.</returns>
    /// <exception cref="ArgumentException">A part is not valid Unicode.</exception>
    public string GetId() => TokenFileName.Digest([Provider, Issuer, ClientId, Account, Resource]);
}
