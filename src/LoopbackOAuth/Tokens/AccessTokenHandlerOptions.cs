namespace LoopbackOAuth.Tokens;

/// <summary>Whose access token an <see cref="AccessTokenHandler"/> sends, and where it may go.</summary>
public sealed class AccessTokenHandlerOptions
{
    /// <summary>The provider's id or an alias.</summary>
    /// <value>There is no default; it must be set.</value>
    public string Provider { get; set; } = "";

    /// <summary>The label given at sign-in.</summary>
    /// <value>The default is <see cref="TokenKey.DefaultAccount"/>.</value>
    public string Account { get; set; } = TokenKey.DefaultAccount;

    /// <summary>The issuer identifier, where several entries have the same provider and account.</summary>
    /// <value>The default is <see langword="null"/>: that of the configured provider, and otherwise any.</value>
    public string? Issuer { get; set; }

    /// <summary>The client id, where several entries have the same provider and account.</summary>
    /// <value>The default is <see langword="null"/>: that of the configured provider at its own server, and otherwise any.</value>
    public string? ClientId { get; set; }

    /// <summary>The resource indicator (RFC 8707), where several entries have the same provider and account.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Resource { get; set; }

    /// <summary>The origins that get the token. A request to any other goes out without it.</summary>
    /// <value>
    /// There is no default; it must not be empty. Legal are exact https origins such as <c>https://api.example.com</c> (lower case, no path, no final slash, a port only
    /// when it is not 443), and http on the loopback interface.
    /// </value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The largest request body, in bytes, that is held in memory so that it can be sent again after a 401. A larger one, and one of unknown length other than JSON, is sent once; what is in memory anyway does not count.</summary>
    /// <value>The default is 1 MB. Legal are 0 to 64 MB.</value>
    public int MaxReplayBody { get; set; } = 1024 * 1024;

    internal TokenQuery ToQuery() => new(Provider, Account) { Issuer = Issuer, ClientId = ClientId, Resource = Resource };
}
