using System.Diagnostics.CodeAnalysis;

namespace LoopbackOAuth.Providers;

/// <summary>
/// The built-in providers and the caller's own. A definition of the caller with the id of a built-in one takes its
/// place, aliases included. It does not change after construction and may be shared between threads.
/// </summary>
public sealed class ProviderRegistry : IProviderRegistry
{
    private readonly Dictionary<string, ProviderDefinition> _byName;
    private IReadOnlyList<ProviderDefinition>? _ordered;

    /// <summary>Creates a registry.</summary>
    /// <param name="own">The caller's own definitions.</param>
    /// <param name="includeKnown">Whether <see cref="KnownProviders"/> are in it too. The default is <see langword="true"/>.</param>
    /// <exception cref="ProviderConfigurationException">A definition is not valid, or its id or an alias already belongs to another provider.</exception>
    public ProviderRegistry(IEnumerable<ProviderDefinition> own, bool includeKnown = true)
    {
        ArgumentNullException.ThrowIfNull(own);
        _byName = new Dictionary<string, ProviderDefinition>(StringComparer.OrdinalIgnoreCase);
        ProviderDefinition[] definitions = [.. own];
        if (includeKnown)
        {
            foreach (ProviderDefinition known in KnownProviders.All)
            {
                if (!Array.Exists(definitions, definition => definition?.Id == known.Id))
                {
                    Add(known);
                }
            }
        }

        foreach (ProviderDefinition definition in definitions)
        {
            ProviderDefinitionValidator.Validate(definition);
            Add(definition);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProviderDefinition> Providers =>
        _ordered ??= Array.AsReadOnly([.. _byName.Where(entry => entry.Key == entry.Value.Id).Select(entry => entry.Value).OrderBy(provider => provider.Id, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public bool TryGet(string idOrAlias, [NotNullWhen(true)] out ProviderDefinition? provider)
    {
        ArgumentNullException.ThrowIfNull(idOrAlias);
        return _byName.TryGetValue(idOrAlias, out provider);
    }

    /// <inheritdoc/>
    public ProviderDefinition Get(string idOrAlias) =>
        TryGet(idOrAlias, out ProviderDefinition? provider)
            ? provider
            : throw new UnknownProviderException(ProviderName.Printable(idOrAlias), NearMatches.Find(idOrAlias, Providers));

    private void Add(ProviderDefinition provider)
    {
        AddName(provider, provider.Id, nameof(provider.Id));
        foreach (string alias in provider.Aliases)
        {
            AddName(provider, alias, nameof(provider.Aliases));
        }
    }

    private void AddName(ProviderDefinition provider, string name, string setting)
    {
        if (!_byName.TryAdd(name, provider))
        {
            throw new ProviderConfigurationException(
                provider.Id,
                setting,
                $"'{name}' already names the provider '{_byName[name].Id}'.",
                "Choose an id and aliases that no other provider has; a definition takes the place of a built-in one only under the same id.");
        }
    }
}
