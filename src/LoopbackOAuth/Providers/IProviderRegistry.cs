using System.Diagnostics.CodeAnalysis;

namespace LoopbackOAuth.Providers;

/// <summary>The providers that can be named, the built-in ones and the caller's own.</summary>
public interface IProviderRegistry
{
    /// <summary>All providers, ordered by id.</summary>
    IReadOnlyList<ProviderDefinition> Providers { get; }

    /// <summary>Finds a provider by its id or an alias, ignoring case.</summary>
    /// <param name="idOrAlias">The id or alias.</param>
    /// <param name="provider">The provider, when there is one.</param>
    /// <returns><see langword="true"/> when there is one.</returns>
    bool TryGet(string idOrAlias, [NotNullWhen(true)] out ProviderDefinition? provider);

    /// <summary>Gets a provider by its id or an alias, ignoring case.</summary>
    /// <param name="idOrAlias">The id or alias.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="UnknownProviderException">There is none; the exception lists near matches.</exception>
    ProviderDefinition Get(string idOrAlias);
}
