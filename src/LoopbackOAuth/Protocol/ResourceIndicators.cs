using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>Resource indicators (RFC 8707 section 2).</summary>
internal static class ResourceIndicators
{
    /// <summary>Whether a text can be a resource indicator: an absolute URI without fragment.</summary>
    public static bool IsValid(string resource) =>
        !resource.Contains('#', StringComparison.Ordinal)
        && !resource.AsSpan().ContainsAnyExceptInRange('!', '~')
        && resource.Length > 0
        && char.IsAsciiLetter(resource[0])
        && Uri.TryCreate(resource, UriKind.Absolute, out _);

    /// <summary>One <c>resource</c> parameter each, as the texts given: servers compare them byte by byte.</summary>
    /// <exception cref="ArgumentException">A text is not a resource indicator.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parameters(IReadOnlyList<string> resources)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (string resource in resources)
        {
            if (!IsValid(resource))
            {
                throw new ArgumentException($"The resource '{TerminalText.Sanitize(resource)}' is not an absolute URI without fragment (RFC 8707 section 2).", nameof(resources));
            }

            parameters.Add(new("resource", resource));
        }

        return parameters;
    }
}
