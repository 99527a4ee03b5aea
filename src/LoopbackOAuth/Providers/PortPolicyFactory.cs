namespace LoopbackOAuth.Providers;

/// <summary>Makes the port rule of the three settings that describe one.</summary>
internal static class PortPolicyFactory
{
    private const string Range = "Use ports from 1 to 65535.";

    /// <exception cref="ProviderConfigurationException">The settings are out of range or contradict each other.</exception>
    public static PortPolicy Create(ProviderOptions options, ProviderDefinition provider)
    {
        Check(provider, nameof(options.Port), options.Port is null || IsPort(options.Port.Value), "it is not a port.", Range);
        Check(provider, nameof(options.Ports), options.Ports.All(IsPort), "an entry is not a port.", Range);
        Check(provider, nameof(options.Ports), options.Port is null || options.Ports.Count == 0, "it contradicts Port.", "Give either Port or Ports.");

        return options.PortPolicy switch
        {
            null when options.Port is { } port => PortPolicy.Exact(port),
            null when options.Ports.Count > 0 => PortPolicy.AnyOf([.. options.Ports]),
            null => provider.Redirect.Port,
            PortPolicyKind.Ephemeral => Ephemeral(options, provider),
            PortPolicyKind.Exact => PortPolicy.Exact(OnePort(options, provider)),
            PortPolicyKind.Preferred => PortPolicy.Preferred(OnePort(options, provider)),
            PortPolicyKind.AnyOf => PortPolicy.AnyOf([.. SomePorts(options, provider)]),
            _ => throw new ProviderConfigurationException(provider.Id, nameof(options.PortPolicy), "it is not a port policy.", "Use Ephemeral, Exact, Preferred or AnyOf."),
        };
    }

    private static PortPolicy Ephemeral(ProviderOptions options, ProviderDefinition provider)
    {
        Check(provider, nameof(options.PortPolicy), options.Port is null && options.Ports.Count == 0, "Ephemeral contradicts a port that is named.", "Leave out Port and Ports, or use Exact, Preferred or AnyOf.");
        return PortPolicy.Ephemeral;
    }

    private static int OnePort(ProviderOptions options, ProviderDefinition provider)
    {
        IReadOnlyList<int> ports = Ports(options, provider);
        Check(provider, nameof(options.PortPolicy), ports.Count == 1, "this policy needs one port.", "Give it as Port, 1 to 65535.");
        return ports[0];
    }

    private static IReadOnlyList<int> SomePorts(ProviderOptions options, ProviderDefinition provider)
    {
        IReadOnlyList<int> ports = Ports(options, provider);
        Check(provider, nameof(options.PortPolicy), ports.Count > 0, "AnyOf needs at least one port.", "Give them as Ports, each 1 to 65535.");
        return ports;
    }

    // The known provider's rule lends its ports where none are given: "Exact" alone pins a preferred port.
    private static IReadOnlyList<int> Ports(ProviderOptions options, ProviderDefinition provider)
    {
        if (options.Port is { } port)
        {
            return [port];
        }

        return options.Ports.Count > 0 ? options.Ports : provider.Redirect.Port.Ports;
    }

    private static bool IsPort(int port) => port is >= 1 and <= 65535;

    private static void Check(ProviderDefinition provider, string setting, bool holds, string problem, string remedy)
    {
        if (!holds)
        {
            throw new ProviderConfigurationException(provider.Id, setting, problem, remedy);
        }
    }
}
