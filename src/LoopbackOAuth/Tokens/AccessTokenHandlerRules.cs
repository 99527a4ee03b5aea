using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>The legal settings of a handler, the same with and without a container.</summary>
internal static class AccessTokenHandlerRules
{
    private const int LargestReplayBody = 64 * 1024 * 1024;

    /// <summary>What is wrong, in sentences; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(AccessTokenHandlerOptions options)
    {
        List<string> problems = [];
        if (string.IsNullOrEmpty(options.Provider))
        {
            problems.Add($"{nameof(options.Provider)} must be set.");
        }

        if (string.IsNullOrEmpty(options.Account))
        {
            problems.Add($"{nameof(options.Account)} must not be empty.");
        }

        if (options.AllowedOrigins.Count == 0)
        {
            problems.Add($"{nameof(options.AllowedOrigins)} must name the origins that get the token.");
        }

        foreach (string origin in options.AllowedOrigins)
        {
            if (!WebOrigin.MayGetTokens(origin))
            {
                problems.Add($"{nameof(options.AllowedOrigins)}: '{TerminalText.Sanitize(origin)}' is not an exact https origin such as https://api.example.com, nor an http origin on the loopback interface.");
            }
        }

        if (options.MaxReplayBody is < 0 or > LargestReplayBody)
        {
            problems.Add($"{nameof(options.MaxReplayBody)} must be between 0 and 64 MB.");
        }

        return problems;
    }
}
