using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

/// <summary>The legal ranges of the settings, the same with and without a container.</summary>
internal static class LoopbackOAuthOptionsRules
{
    /// <summary>What is wrong, in sentences; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(LoopbackOAuthOptions options)
    {
        List<string> failures = [];
        if (!TimeoutRange.Contains(options.Timeout))
        {
            failures.Add($"{nameof(options.Timeout)} must be between 1 second and 1 hour.");
        }

        foreach (string problem in TokenRefreshRules.Problems(options.Refresh))
        {
            failures.Add($"{nameof(options.Refresh)}.{problem}");
        }

        if (options.Guide is { } guide && !(guide.IsAbsoluteUri && guide.Scheme == Uri.UriSchemeHttps))
        {
            failures.Add($"{nameof(options.Guide)} must be an absolute https URL.");
        }

        // Null may come from callers whose compiler does not look.
        if (options.Pages is null)
        {
            failures.Add($"{nameof(options.Pages)} must not be null; the library's own are {nameof(CallbackPages)}.{nameof(CallbackPages.Default)}.");
        }

        try
        {
            // The known providers alone cannot be wrong, and are not built at every start to find that out.
            _ = options.Providers.Count == 0 ? null : ConfiguredProviders.Registry(options);
        }
        catch (LoopbackOAuthException exception)
        {
            failures.Add($"{exception.Message} {exception.Remedy}");
        }

        return failures;
    }
}
