using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>Lays options over a known definition, or makes a new one of them.</summary>
internal static class ProviderOptionsConverter
{
    public static ProviderDefinition Convert(ProviderOptions options, string id, ProviderDefinition? known)
    {
        ArgumentNullException.ThrowIfNull(id);
        ProviderDefinition provider = Start(id, known);
        AuthorizationServer server = new()
        {
            Issuer = Given(options.Issuer),
            AuthorizationEndpoint = Given(options.AuthorizationEndpoint),
            TokenEndpoint = Given(options.TokenEndpoint),
        };
        if (!server.IsEmpty)
        {
            provider = provider.WithServer(server);
        }
        else if (known is null)
        {
            throw new ProviderConfigurationException(
                id,
                nameof(options.Issuer),
                "it is not a known provider, and no authorization server is given.",
                "Give an issuer, or an authorization endpoint and a token endpoint, or use the id of a known provider.");
        }

        provider = provider with
        {
            DisplayName = Given(options.DisplayName) ?? provider.DisplayName,
            Aliases = options.Aliases.Count == 0 ? provider.Aliases : [.. options.Aliases],
            Server = options.AllowedHosts.Count == 0 ? provider.Server : provider.Server with { AllowedHosts = [.. options.AllowedHosts] },
            Redirect = Redirect(options, provider),
            ClientId = Given(options.ClientId) ?? provider.ClientId,
            ClientSecret = Secret.FromNullable(options.ClientSecret) ?? provider.ClientSecret,
            ClientAuthentication = options.ClientAuthentication == ClientAuthenticationMethod.Automatic ? provider.ClientAuthentication : options.ClientAuthentication,
            Scopes = options.Scopes.Count == 0 ? provider.Scopes : [.. options.Scopes],
            AuthorizationParameters = Parameters(options, provider),
            AlwaysSendNonce = options.AlwaysSendNonce ?? provider.AlwaysSendNonce,
            CallbackOrigins = options.CallbackOrigins.Count == 0 ? provider.CallbackOrigins : [.. options.CallbackOrigins],
            Timeout = Timeout(options, provider),
            Documentation = options.Documentation is { OriginalString.Length: > 0 } page ? page : provider.Documentation,
        };
        ProviderDefinitionValidator.Validate(provider);
        return provider;
    }

    // Under a name of its own, a known definition serves as the pattern for a second provider; aliases cannot name both.
    private static ProviderDefinition Start(string id, ProviderDefinition? known)
    {
        if (known is null)
        {
            return new ProviderDefinition { Id = ProviderResolver.NewId(id) };
        }

        return ProviderName.Names(known, id) ? known : known with { Id = ProviderResolver.NewId(id), Aliases = [] };
    }

    private static RedirectRule Redirect(ProviderOptions options, ProviderDefinition provider)
    {
        string path = Given(options.Path) ?? provider.Redirect.Path;
        if (!RedirectRule.IsPath(path))
        {
            throw new ProviderConfigurationException(
                provider.Id,
                nameof(options.Path),
                "it is not the path of a redirect URI.",
                "Start with one '/', and use visible ASCII without fragment, dot segments and backslash, at most 512 characters.");
        }

        return provider.Redirect with
        {
            Host = options.Host ?? provider.Redirect.Host,
            Port = PortPolicyFactory.Create(options, provider),
            Path = path,
        };
    }

    // A parameter without a value counts as omitted (RFC 6749 section 3.1), so an empty one takes the known one away.
    private static Dictionary<string, string> Parameters(ProviderOptions options, ProviderDefinition provider)
    {
        var parameters = new Dictionary<string, string>(provider.AuthorizationParameters, StringComparer.Ordinal);
        foreach ((string name, string value) in options.AuthorizationParameters)
        {
            parameters[name] = value;
            if (string.IsNullOrEmpty(value))
            {
                parameters.Remove(name);
            }
        }

        return parameters;
    }

    private static TimeSpan? Timeout(ProviderOptions options, ProviderDefinition provider) => options.TimeoutSeconds switch
    {
        null => provider.Timeout,
        < TimeoutRange.ShortestSeconds or > TimeoutRange.LongestSeconds => throw new ProviderConfigurationException(
            provider.Id, nameof(options.TimeoutSeconds), "it is out of range.", $"Use {TimeoutRange.ShortestSeconds} to {TimeoutRange.LongestSeconds} seconds."),
        { } seconds => TimeSpan.FromSeconds(seconds),
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
