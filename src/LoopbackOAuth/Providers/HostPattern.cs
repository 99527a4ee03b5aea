using System.Net;

namespace LoopbackOAuth.Providers;

/// <summary>The patterns of <see cref="AuthorizationServer.AllowedHosts"/>: an exact host, or <c>*.example.com</c> for what lies below it.</summary>
internal static class HostPattern
{
    private const string Wildcard = "*.";

    /// <summary>Whether a text is a pattern. A wildcard needs two labels after it, so that <c>*.com</c> allows nobody by accident.</summary>
    public static bool IsWellFormed(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern) || pattern.Length > 253)
        {
            return false;
        }

        if (!pattern.StartsWith(Wildcard, StringComparison.Ordinal))
        {
            return IsHostName(pattern) || (pattern.Contains(':') && !pattern.Contains('[') && IPAddress.TryParse(pattern, out _));
        }

        string name = pattern[Wildcard.Length..];
        return name.Contains('.') && IsHostName(name) && !name[(name.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);
    }

    /// <summary>Whether a host is allowed; an empty list allows every host. The dot of a wildcard counts: <c>evilx.ai</c> is not below <c>x.ai</c>.</summary>
    /// <param name="patterns">Well-formed patterns.</param>
    /// <param name="host">A host as <see cref="Uri.IdnHost"/> writes it.</param>
    public static bool Allows(IReadOnlyList<string> patterns, string host) =>
        patterns.Count == 0 || patterns.Any(pattern => Matches(pattern, host));

    private static bool Matches(string pattern, string host) =>
        pattern.StartsWith(Wildcard, StringComparison.Ordinal)
            ? host.Length >= pattern.Length && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static bool IsHostName(string name)
    {
        foreach (string label in name.Split('.'))
        {
            if (label.Length is 0 or > 63
                || label.StartsWith('-')
                || label.EndsWith('-')
                || !label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            {
                return false;
            }
        }

        return true;
    }
}
