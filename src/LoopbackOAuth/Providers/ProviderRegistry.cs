using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace LoopbackOAuth.Providers;

/// <summary>
/// The built-in providers and the caller's own. A definition of the caller with the id of a built-in one takes its
/// place, aliases included. It does not change after construction and may be shared between threads.
/// </summary>
public sealed class ProviderRegistry : IProviderRegistry
{
    // Only the caller's own are held: the built-in ones are made when somebody asks for them.
    private readonly Dictionary<string, ProviderDefinition> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _includeKnown;
    private IReadOnlyList<ProviderDefinition>? _ordered;

    /// <summary>Creates a registry.</summary>
    /// <param name="own">The caller's own definitions.</param>
    /// <param name="includeKnown">Whether <see cref="KnownProviders"/> are in it too. The default is <see langword="true"/>.</param>
    /// <exception cref="ProviderConfigurationException">A definition is not valid, or its id or an alias already belongs to another provider.</exception>
    public ProviderRegistry(IEnumerable<ProviderDefinition> own, bool includeKnown = true)
    {
        ArgumentNullException.ThrowIfNull(own);
        _includeKnown = includeKnown;

        // Ids come first, because an id that takes the place of a built-in one also frees the aliases of that one.
        List<ProviderDefinition> definitions = [.. own];
        foreach (ProviderDefinition definition in definitions)
        {
            ProviderDefinitionValidator.Validate(definition);
            Add(definition, definition.Id, nameof(definition.Id));
        }

        foreach (ProviderDefinition definition in definitions)
        {
            foreach (string alias in definition.Aliases)
            {
                Add(definition, alias, nameof(definition.Aliases));
            }

            RefuseKnownName(definition, definition.Id, nameof(definition.Id));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProviderDefinition> Providers => _ordered ??= Ordered();

    /// <inheritdoc/>
    public bool TryGet(string idOrAlias, [NotNullWhen(true)] out ProviderDefinition? provider)
    {
        ArgumentNullException.ThrowIfNull(idOrAlias);
        return _own.TryGetValue(idOrAlias, out provider) || (provider = Known(idOrAlias)) is not null;
    }

    /// <inheritdoc/>
    public ProviderDefinition Get(string idOrAlias) =>
        TryGet(idOrAlias, out ProviderDefinition? provider)
            ? provider
            : throw new UnknownProviderException(idOrAlias, NearMatches.Find(idOrAlias, Providers));

    private ReadOnlyCollection<ProviderDefinition> Ordered()
    {
        IEnumerable<ProviderDefinition> own = _own.Where(entry => entry.Key == entry.Value.Id).Select(entry => entry.Value);
        IEnumerable<ProviderDefinition> known = KnownProviders.All.Where(provider => Known(provider.Id) is not null);
        return Array.AsReadOnly([.. own.Concat(known).OrderBy(provider => provider.Id, StringComparer.Ordinal)]);
    }

    // A built-in provider, unless one of the caller's has its id.
    private ProviderDefinition? Known(string idOrAlias) =>
        _includeKnown && KnownProviders.Find(idOrAlias) is { } known && !IsOwnId(known.Id) ? known : null;

    private bool IsOwnId(string id) => _own.TryGetValue(id, out ProviderDefinition? own) && own.Id == id;

    private void Add(ProviderDefinition provider, string name, string setting)
    {
        if (!_own.TryAdd(name, provider))
        {
            throw Taken(provider, name, setting, _own[name]);
        }

        if (setting == nameof(provider.Aliases))
        {
            RefuseKnownName(provider, name, setting);
        }
    }

    private void RefuseKnownName(ProviderDefinition provider, string name, string setting)
    {
        if (Known(name) is { } known)
        {
            throw Taken(provider, name, setting, known);
        }
    }

    private static ProviderConfigurationException Taken(ProviderDefinition provider, string name, string setting, ProviderDefinition owner) => new(
        provider.Id,
        setting,
        $"'{name}' already names the provider '{owner.Id}'.",
        "Choose an id and aliases that no other provider has; a definition takes the place of a built-in one only under the same id.");
}
