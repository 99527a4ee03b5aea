using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth;

/// <summary>A request joined with what is known about its provider: everything decided before anything is opened.</summary>
internal sealed record SignIn
{
    public required AuthorizationRequest Request { get; init; }

    public required ProviderDefinition Provider { get; init; }

    public required string ClientId { get; init; }

    public Secret? ClientSecret { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required TimeSpan Timeout { get; init; }

    public IReadOnlyList<string> Resources => Request.Resource is { } resource ? [resource] : [];

    /// <exception cref="LoopbackOAuthException">The request cannot work as it stands.</exception>
    public static SignIn Prepare(AuthorizationRequest request, IProviderRegistry registry, TimeSpan defaultTimeout)
    {
        ProviderDefinition provider = ProviderResolver.Resolve(registry, request.Provider, request.Server);
        provider = provider with { Redirect = Lay(request, provider.Redirect, provider.Id) };
        ProviderDefinitionValidator.Validate(provider);

        // A secret belongs to the client it was configured with, not to another one that the request names.
        bool ownClient = request.ClientId is null || request.ClientId == provider.ClientId;
        return new SignIn
        {
            Request = request,
            Provider = provider,
            ClientId = NonEmpty(request.ClientId) ?? NonEmpty(provider.ClientId) ?? throw new ProviderConfigurationException(
                provider.Id,
                nameof(ProviderDefinition.ClientId),
                "there is no client id.",
                "Register an app with the provider and pass its client id; the ids of other vendors' apps are not part of this library."),
            ClientSecret = request.ClientSecret ?? (ownClient ? provider.ClientSecret : null),
            Scopes = request.Scopes ?? provider.Scopes,
            Parameters = Merge(provider.AuthorizationParameters, request),
            Timeout = Timeouts.Checked(request.Timeout ?? provider.Timeout ?? defaultTimeout, nameof(request)),
        };
    }

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
