namespace LoopbackOAuth.Providers;

/// <summary>
/// A provider as configuration states it: for a known provider what differs from it, for a new one all that it needs.
/// An empty text or list means the same as one that is absent.
/// </summary>
public sealed class ProviderOptions
{
    /// <summary>Gets or sets the issuer identifier, from which the endpoints are discovered (RFC 8414).</summary>
    /// <value>The default is <see langword="null"/>: the known provider's server. Legal is an absolute https URL without query or fragment; http on a loopback host only.</value>
    public string? Issuer { get; set; }

    /// <summary>Gets or sets the authorization endpoint (RFC 6749 section 3.1).</summary>
    /// <value>The default is <see langword="null"/>: discovered from the issuer. Legal is an absolute https URL without fragment, together with <see cref="TokenEndpoint"/> or <see cref="Issuer"/>; http on a loopback host only.</value>
    public string? AuthorizationEndpoint { get; set; }

    /// <summary>Gets or sets the token endpoint (RFC 6749 section 3.2).</summary>
    /// <value>The default is <see langword="null"/>: discovered from the issuer. Legal is an absolute https URL without fragment, together with <see cref="AuthorizationEndpoint"/> or <see cref="Issuer"/>; http on a loopback host only.</value>
    public string? TokenEndpoint { get; set; }

    /// <summary>Gets or sets the hosts that endpoints may live on, stated or discovered.</summary>
    /// <value>
    /// The default is empty: the known provider's hosts, or any when the server is another than the known provider's.
    /// Legal are exact hosts such as <c>auth.example.com</c>, and <c>*.example.com</c> for the subdomains of a name.
    /// </value>
    public List<string> AllowedHosts { get; set; } = [];

    /// <summary>Gets or sets the name that users read.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's name, or the id. Legal are 1 to 100 characters on one line.</value>
    public string? DisplayName { get; set; }

    /// <summary>Gets or sets the client id that the server issued (RFC 6749 section 2.2).</summary>
    /// <value>The default is <see langword="null"/>: none, the request brings it. Legal is visible ASCII.</value>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the client secret of a confidential client.</summary>
    /// <value>The default is <see langword="null"/>: a public client. Keep it out of files under version control.</value>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets how the client authenticates at the token endpoint.</summary>
    /// <value>The default is <see cref="ClientAuthenticationMethod.Automatic"/>: the known provider's method. Legal is every value of the enumeration.</value>
    public ClientAuthenticationMethod ClientAuthentication { get; set; }

    /// <summary>Gets or sets the scopes asked for when the request names none.</summary>
    /// <value>The default is empty: the known provider's scopes. Legal are scope tokens of visible ASCII without space, double quote and backslash (RFC 6749 section 3.3).</value>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Gets or sets how the loopback host is written in the redirect URI.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's, or <see cref="LoopbackHost.IPv4"/>. Legal is every host that the provider accepts.</value>
    public LoopbackHost? Host { get; set; }

    /// <summary>Gets or sets the port of the redirect URI.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's rule, or any free port. Legal is 1 to 65535; not together with <see cref="Ports"/>.</value>
    public int? Port { get; set; }

    /// <summary>Gets or sets what <see cref="Port"/> and <see cref="Ports"/> mean.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="PortPolicyKind.Exact"/> with <see cref="Port"/>, <see cref="PortPolicyKind.AnyOf"/> with <see cref="Ports"/>. Legal is every value of the enumeration that fits what is given.</value>
    public PortPolicyKind? PortPolicy { get; set; }

    /// <summary>Gets or sets the registered ports, in order of preference.</summary>
    /// <value>The default is empty. Legal are ports from 1 to 65535; not together with <see cref="Port"/>.</value>
    public List<int> Ports { get; set; } = [];

    /// <summary>Gets or sets the path of the redirect URI, optionally with a query.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's, or <c>/callback</c>. Legal is what <see cref="RedirectRule.Path"/> states.</value>
    public string? Path { get; set; }

    /// <summary>Gets or sets how long a sign-in may take, in seconds.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's time, or that of the request. Legal is 1 to 3600.</value>
    public int? TimeoutSeconds { get; set; }

    /// <summary>Gets or sets further parameters of the authorization request, laid over those of the known provider.</summary>
    /// <value>The default is empty. Legal is every name that the protocol does not use itself; an empty value takes the parameter away.</value>
    public Dictionary<string, string> AuthorizationParameters { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether a nonce is sent even when <c>openid</c> is not asked for.</summary>
    /// <value>The default is <see langword="null"/>: as the known provider does, or <see langword="false"/>. With <c>openid</c> a nonce is always sent.</value>
    public bool? AlwaysSendNonce { get; set; }

    /// <summary>Gets or sets the origins of the provider's own pages that hand over the response by a script's <c>fetch</c> instead of a redirect.</summary>
    /// <value>
    /// The default is empty: the known provider's origins, or none when the server is another than the known provider's. Legal are
    /// up to 16 exact https origins, such as <c>https://accounts.example.com</c>.
    /// </value>
    public List<string> CallbackOrigins { get; set; } = [];

    /// <summary>Gets or sets the provider's own page about signing in, shown to users on remote hosts.</summary>
    /// <value>The default is <see langword="null"/>: the known provider's page, or none. Legal is an absolute https URL.</value>
    public Uri? Documentation { get; set; }

    /// <summary>Gets or sets other ids that mean the same provider.</summary>
    /// <value>The default is empty: the known provider's aliases. Legal are ids that no other provider has.</value>
    public List<string> Aliases { get; set; } = [];

    /// <summary>Makes the definition that these options describe.</summary>
    /// <param name="id">The provider's id; of a known provider also an alias, in any letter case.</param>
    /// <param name="known">The known provider that the options are laid over, or <see langword="null"/> for a new one.</param>
    /// <returns>The definition, checked as a whole.</returns>
    /// <exception cref="ProviderConfigurationException">A setting is not legal; the exception names it.</exception>
    public ProviderDefinition ToDefinition(string id, ProviderDefinition? known) => ProviderOptionsConverter.Convert(this, id, known);
}
