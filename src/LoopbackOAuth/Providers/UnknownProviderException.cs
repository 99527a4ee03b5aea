using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>A provider was named that the registry does not hold.</summary>
public sealed class UnknownProviderException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">What was asked for.</param>
    /// <param name="nearMatches">Known ids that look like it, best first.</param>
    public UnknownProviderException(string provider, IReadOnlyList<string> nearMatches)
        : base(
            "unknown_provider",
            $"There is no provider '{provider}'.",
            nearMatches.Count == 0
                ? "List the known ones with 'providers', or define one with an issuer or with an authorization and a token endpoint."
                : $"Did you mean {string.Join(" or ", nearMatches.Select(match => $"'{match}'"))}? Otherwise define it with an issuer or with an authorization and a token endpoint.")
    {
        Provider = provider;
        NearMatches = nearMatches;
    }

    /// <summary>What was asked for.</summary>
    public string Provider { get; }

    /// <summary>Known ids that look like it, best first.</summary>
    public IReadOnlyList<string> NearMatches { get; }
}
