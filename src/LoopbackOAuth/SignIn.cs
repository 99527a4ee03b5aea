using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>A request joined with what is known about its provider: everything decided before anything is opened.</summary>
internal sealed record SignIn
{
    public required AuthorizationRequest Request { get; init; }

    public required ProviderDefinition Provider { get; init; }

    public required string ClientId { get; init; }

    public required TimeSpan Timeout { get; init; }

    public IReadOnlyList<string> Resources => Request.Resource is { } resource ? [resource] : [];

    /// <exception cref="LoopbackOAuthException">The request cannot work as it stands.</exception>
    public static SignIn Prepare(AuthorizationRequest request, IProviderRegistry registry, TimeSpan defaultTimeout)
    {
        ProviderDefinition known = ProviderResolver.Resolve(registry, request.Provider, request.Server);
        string? clientId = NonEmpty(request.ClientId) ?? NonEmpty(known.ClientId);
        ProviderDefinition provider = known with
        {
            Redirect = Lay(request, known.Redirect, known.Id),
            ClientId = clientId,

            // A secret belongs to the client it was configured with, not to another one that the request names.
            ClientSecret = request.ClientSecret ?? (clientId == known.ClientId ? known.ClientSecret : null),
            Scopes = request.Scopes ?? known.Scopes,
            AuthorizationParameters = Merge(known.AuthorizationParameters, request),
        };

        // What the request laid over the definition is held to the same rules as the definition itself.
        ProviderDefinitionValidator.Validate(provider);
        if (request.Resource is { } resource && !ResourceIndicators.IsValid(resource))
        {
            throw new ProviderConfigurationException(provider.Id, nameof(request.Resource), "it is not a resource indicator.", "Use an absolute URI without a fragment (RFC 8707 section 2).");
        }

        if (request.UnsafeListenAny && provider.Redirect.Port.Kind is not PortPolicyKind.Exact)
        {
            throw new ProviderConfigurationException(
                provider.Id,
                nameof(request.UnsafeListenAny),
                "it needs one fixed port, which the container publishes.",
                "State that port in the request as well, or listen on the loopback interface only.");
        }

        if (!IsLabel(request.Account))
        {
            throw new ProviderConfigurationException(provider.Id, nameof(request.Account), "it is not a label.", "Use 1 to 200 printable characters.");
        }

        return new SignIn
        {
            Request = request,
            Provider = provider,
            ClientId = clientId ?? throw NoClientId(provider),
            Timeout = Timeouts.Checked(request.Timeout ?? provider.Timeout ?? defaultTimeout, nameof(request)),
        };
    }

    // Whoever has no client id yet has to register an app, and then needs to know which redirect URI to register.
    private static ProviderConfigurationException NoClientId(ProviderDefinition provider)
    {
        string redirectUri = provider.Redirect.Port.Ports.Count > 0
            ? new LoopbackAddress(provider.Redirect.Host, provider.Redirect.Port, provider.Redirect.Path).ToUri(provider.Redirect.Port.Ports[0]).OriginalString
            : $"a loopback redirect URI with any port and the path {provider.Redirect.Path}";
        return new ProviderConfigurationException(
            provider.Id,
            nameof(ProviderDefinition.ClientId),
            "there is no client id.",
            $"Register an app of your own with the provider, with {redirectUri} as its redirect URI, and pass its client id; the ids of other vendors' apps are not part of this library.");
    }

    private static bool IsLabel(string? account) =>
        account is { Length: > 0 and <= 200 } && TerminalText.Sanitize(account, int.MaxValue) == account && !account.Contains('\uFFFD', StringComparison.Ordinal);

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static RedirectRule Lay(AuthorizationRequest request, RedirectRule rule, string provider)
    {
        rule = request.Host is { } host ? rule with { Host = host } : rule;
        rule = request.Port switch
        {
            null => rule,
            0 => rule with { Port = PortPolicy.Ephemeral },
            >= 1 and <= 65535 => rule with { Port = PortPolicy.Exact(request.Port.Value) },
            _ => throw new ProviderConfigurationException(provider, nameof(request.Port), "it is not a TCP port.", "Use 1 to 65535, or 0 for any free port."),
        };
        if (request.Path is null)
        {
            return rule;
        }

        return RedirectRule.IsPath(request.Path)
            ? rule with { Path = request.Path }
            : throw new ProviderConfigurationException(
                provider,
                nameof(request.Path),
                "it cannot be the path of a redirect URI.",
                "Start it with one '/', and use neither a fragment nor dot segments nor blanks.");
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> providers, AuthorizationRequest request)
    {
        Dictionary<string, string> merged = new(providers, StringComparer.Ordinal);
        foreach ((string name, string value) in request.Parameters)
        {
            merged[name] = value;
        }

        if (request.FormPost)
        {
            merged["response_mode"] = "form_post";
        }

        return merged;
    }
}
