namespace LoopbackOAuth.Providers;

/// <summary>Checks a definition as a whole, before anything is bound or sent.</summary>
internal static class ProviderDefinitionValidator
{
    /// <exception cref="ProviderConfigurationException">Something in it is wrong.</exception>
    public static void Validate(ProviderDefinition provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        CheckNames(provider);
        Check(provider, nameof(provider.Flow), provider.Flow is >= SignInFlow.Loopback and <= SignInFlow.UserCode, "it is not a flow.", "Use one of the values of SignInFlow.");
        Check(provider, nameof(provider.ClientAuthentication), provider.ClientAuthentication is >= ClientAuthenticationMethod.Automatic and <= ClientAuthenticationMethod.ClientSecretPost, "it is not a method.", "Use Automatic, None, ClientSecretBasic or ClientSecretPost.");
        Check(provider, nameof(provider.ClientId), provider.ClientId is null || (provider.ClientId.Length > 0 && IsWithin(provider.ClientId, ' ', '~')), "it is empty or has characters outside visible ASCII.", "Use the client id exactly as the server issued it (RFC 6749 appendix A.1), or leave it out.");
        AuthorizationServerValidator.Validate(provider.Id, provider.Server, provider.Flow);
        CheckRedirect(provider);
        CheckScopes(provider);
        CheckParameters(provider);
        Check(provider, nameof(provider.CallbackOrigins), OriginRule.AreOrigins(provider.CallbackOrigins), "an entry is not an exact https origin, or there are too many.", OriginRule.Remedy);
        Check(
            provider,
            nameof(provider.Timeout),
            provider.Timeout is not { } timeout || TimeoutRange.Contains(timeout),
            "it is out of range.",
            "Use 1 second to 1 hour, or leave it out.");
        Check(
            provider,
            nameof(provider.Documentation),
            provider.Documentation is not { } page || (page.IsAbsoluteUri && page.Scheme == Uri.UriSchemeHttps),
            "it is not an absolute https URL.",
            "Use an absolute https URL, or leave it out.");
    }

    private static void CheckNames(ProviderDefinition provider)
    {
        const string Grammar = "Use a lower-case letter or digit, then up to 63 lower-case letters, digits, '.', '_' or '-', all ASCII.";
        Check(provider, nameof(provider.Id), ProviderName.IsCanonical(provider.Id), "it is not a provider id.", Grammar);
        Check(provider, nameof(provider.Aliases), provider.Aliases.All(ProviderName.IsCanonical), "an entry is not a provider id.", Grammar);
        Check(
            provider,
            nameof(provider.DisplayName),
            provider.DisplayName.Length is > 0 and <= 100 && !HasControls(provider.DisplayName),
            "it is empty, too long or has control characters.",
            "Use 1 to 100 characters on one line.");
    }

    private static void CheckRedirect(ProviderDefinition provider)
    {
        RedirectRule redirect = provider.Redirect;
        Check(provider, nameof(redirect.Host), redirect.Host is >= LoopbackHost.IPv4 and <= LoopbackHost.Localhost, "it is not a loopback host.", "Use IPv4, IPv6 or Localhost.");
        if (!redirect.Accepts(redirect.Host))
        {
            throw new ProviderConfigurationException(
                provider.Id,
                nameof(redirect.Host),
                $"the provider does not accept {redirect.Host}.",
                $"Use one that it accepts: {string.Join(", ", redirect.AcceptedHosts)}.");
        }
    }

    private static void CheckScopes(ProviderDefinition provider) =>
        Check(
            provider,
            nameof(provider.Scopes),
            provider.Scopes.All(IsScopeToken),
            "an entry is not one scope token.",
            "Use one entry a scope: visible ASCII without space, double quote and backslash (RFC 6749 section 3.3).");

    // RFC 6749 appendix A.4: one or more NQCHAR.
    private static bool IsScopeToken(string? scope) => !string.IsNullOrEmpty(scope) && IsWithin(scope, '!', '~') && !scope.Contains('"') && !scope.Contains('\\');

    private static void CheckParameters(ProviderDefinition provider)
    {
        foreach ((string name, string? value) in provider.AuthorizationParameters)
        {
            if (ReservedParameters.Contains(name))
            {
                throw new ProviderConfigurationException(
                    provider.Id,
                    nameof(provider.AuthorizationParameters),
                    $"'{ProviderName.Printable(name)}' belongs to the protocol.",
                    "Leave it out: the sign-in sets this parameter itself, or must not send it at all.");
            }

            Check(
                provider,
                nameof(provider.AuthorizationParameters),
                name.Length > 0 && IsWithin(name, '!', '~') && value is not null && !HasControls(value),
                "a name is not visible ASCII, or a value is missing or has control characters.",
                "Use names of visible ASCII and values on one line.");
        }
    }

    private static bool IsWithin(string text, char first, char last) => !text.AsSpan().ContainsAnyExceptInRange(first, last);

    private static bool HasControls(string text)
    {
        foreach (char character in text)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    private static void Check(ProviderDefinition provider, string setting, bool holds, string problem, string remedy)
    {
        if (!holds)
        {
            throw new ProviderConfigurationException(provider.Id, setting, problem, remedy);
        }
    }
}
