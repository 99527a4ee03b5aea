namespace LoopbackOAuth.Providers;

/// <summary>Which texts name the origin of a provider's page, letter by letter as a browser sends it (RFC 6454 section 6.2).</summary>
internal static class OriginRule
{
    /// <summary>What to tell whoever stated another one.</summary>
    public const string Remedy = "Use https origins exactly as a browser sends them, such as https://accounts.example.com: lower case, no path, no trailing slash, a port only when it is not 443; at most 16.";

    private const int MostOrigins = 16;

    public static bool AreOrigins(IReadOnlyList<string> origins)
    {
        for (int index = 0; index < origins.Count; index++)
        {
            if (!IsOrigin(origins[index]))
            {
                return false;
            }
        }

        return origins.Count <= MostOrigins;
    }

    /// <summary>Whether a text is an https origin in its one exact form: it goes into a header field as it stands.</summary>
    public static bool IsOrigin(string? text) =>
        !string.IsNullOrEmpty(text)
        && EndpointRule.TryParse(text, out Uri? url, out _)
        && url.Scheme == Uri.UriSchemeHttps
        && url.GetLeftPart(UriPartial.Authority) == text;
}
