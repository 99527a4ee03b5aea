using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>The provider of a stored entry, as a registry. Nobody signs in with it, so it need not state what only a sign-in takes.</summary>
internal sealed class OneProvider(ProviderDefinition only) : IProviderRegistry
{
    public IReadOnlyList<ProviderDefinition> Providers { get; } = [only];

    public bool TryGet(string idOrAlias, [NotNullWhen(true)] out ProviderDefinition? provider)
    {
        provider = idOrAlias.Equals(only.Id, StringComparison.OrdinalIgnoreCase) || only.Aliases.Contains(idOrAlias, StringComparer.OrdinalIgnoreCase) ? only : null;
        return provider is not null;
    }

    public ProviderDefinition Get(string idOrAlias) => TryGet(idOrAlias, out ProviderDefinition? provider) ? provider : throw new UnknownProviderException(idOrAlias, [only.Id]);
}
