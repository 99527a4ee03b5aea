using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>What users type for a provider: an id, an alias, or the id of one that was defined on the spot.</summary>
internal sealed class ProviderNames
{
    private readonly string _name;
    private readonly ProviderRegistry _registry = new([]);
    private readonly ProviderDefinition? _known;

    public ProviderNames(string name)
    {
        _name = name;
        Id = _registry.TryGet(name, out _known) ? _known.Id : name.ToLowerInvariant();
    }

    /// <summary>The id under which entries are stored.</summary>
    public string Id { get; }

    /// <summary>The provider as it is known here, or <see langword="null"/>.</summary>
    public ProviderDefinition? Known => _known;

    /// <summary>The known id that was probably meant, or <see langword="null"/>.</summary>
    public string? Near
    {
        get
        {
            try
            {
                return _registry.Get(_name).Id;
            }
            catch (UnknownProviderException exception)
            {
                return exception.NearMatches is [var near, ..] ? near : null;
            }
        }
    }

    /// <summary>Makes sure that the name means something: a provider that is known, or one that something is stored of.</summary>
    /// <exception cref="UsageException">It does not, and most likely is mistyped.</exception>
    public void DemandSense(TokenEntryList entries)
    {
        if (_known is null && entries is { Count: 0, Damaged.Count: 0 })
        {
            throw new UsageException(
                $"There is no provider '{_name}', and nothing is stored of one.",
                $"{(Near is { } near ? $"Did you mean '{near}'? " : "")}'loopback-oauth list' shows what is stored, 'loopback-oauth providers' what is known.");
        }
    }
}
