using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>A provider's definition is incomplete or contradicts itself. Its code is <c>provider_configuration</c>.</summary>
public sealed class ProviderConfigurationException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="setting">The setting that is wrong, by the name of its property, such as <c>TokenEndpoint</c>.</param>
    /// <param name="problem">What is wrong with it, as the rest of a sentence, without any secret.</param>
    /// <param name="remedy">The values that are legal, in one sentence.</param>
    public ProviderConfigurationException(string provider, string setting, string problem, string remedy)
        : base("provider_configuration", $"Provider '{ProviderName.Printable(provider)}', setting {setting}: {problem}", remedy)
    {
        Provider = ProviderName.Printable(provider);
        Setting = setting;
    }

    /// <summary>The id of the provider, safe to print: what is not visible ASCII is escaped, and a long text is cut.</summary>
    public string Provider { get; }

    /// <summary>The setting that is wrong, by the name of its property.</summary>
    public string Setting { get; }
}
