using System.Buffers;

namespace LoopbackOAuth.Keyring;

/// <summary>What settings must be.</summary>
internal static class KeyringOptionsRules
{
    private const int LongestService = 64;
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);
    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>What is wrong with the settings.</summary>
    internal static IReadOnlyList<string> Problems(KeyringOptions options)
    {
        List<string> problems = [];
        if (options.Service is not { Length: > 0 and <= LongestService } service || service.AsSpan().ContainsAnyExcept(ServiceCharacters) || !char.IsAsciiLetterOrDigit(service[0]))
        {
            problems.Add($"{nameof(KeyringOptions.Service)} must be 1 to {LongestService} ASCII letters, digits, '-', '_' and '.', beginning with a letter or a digit.");
        }

        if (options.Folder is not null && !Path.IsPathFullyQualified(options.Folder))
        {
            problems.Add($"{nameof(KeyringOptions.Folder)} must be an absolute path.");
        }

        if (options.Fallback is not (KeyringFallback.None or KeyringFallback.PrivateFile))
        {
            problems.Add($"{nameof(KeyringOptions.Fallback)} must be one of its named values.");
        }

        if (options.Timeout < ShortestTimeout || options.Timeout > LongestTimeout)
        {
            problems.Add($"{nameof(KeyringOptions.Timeout)} must be between 1 second and 10 minutes.");
        }

        return problems;
    }
}
