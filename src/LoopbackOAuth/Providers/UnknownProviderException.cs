using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>A provider was named that the registry does not hold.</summary>
public sealed class UnknownProviderException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">What was asked for, as it came.</param>
    /// <param name="nearMatches">Known ids that look like it, best first.</param>
    public UnknownProviderException(string provider, IReadOnlyList<string> nearMatches)
        : base(
            "unknown_provider",
            $"There is no provider '{ProviderName.Printable(provider)}'.",
            nearMatches.Count == 0
                ? "Use the id of a registered provider, or define this one with an issuer or with an authorization and a token endpoint."
                : $"Did you mean {string.Join(" or ", nearMatches.Select(match => $"'{ProviderName.Printable(match)}'"))}? Otherwise define it with an issuer or with an authorization and a token endpoint.")
    {
        Provider = ProviderName.Printable(provider);
        NearMatches = nearMatches;
    }

    /// <summary>What was asked for, in visible ASCII: other characters are escaped, and a text too long for an id is cut.</summary>
    public string Provider { get; }

    /// <summary>Known ids that look like it, best first.</summary>
    public IReadOnlyList<string> NearMatches { get; }
}
