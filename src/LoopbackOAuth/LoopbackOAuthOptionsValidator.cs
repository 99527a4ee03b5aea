using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth;

/// <summary>Finds wrong settings when the host starts, not when the first user signs in.</summary>
internal sealed class LoopbackOAuthOptionsValidator : IValidateOptions<LoopbackOAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, LoopbackOAuthOptions options)
    {
        IReadOnlyList<string> problems = Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>What is wrong, in sentences; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(LoopbackOAuthOptions options)
    {
        List<string> failures = [];
        if (!TimeoutRange.Contains(options.Timeout))
        {
            failures.Add($"{nameof(options.Timeout)} must be between 1 second and 1 hour.");
        }

        if (options.Guide is { } guide && !(guide.IsAbsoluteUri && guide.Scheme == Uri.UriSchemeHttps))
        {
            failures.Add($"{nameof(options.Guide)} must be an absolute https URL.");
        }

        try
        {
            _ = ConfiguredProviders.Registry(options);
        }
        catch (LoopbackOAuthException exception)
        {
            failures.Add($"{exception.Message} {exception.Remedy}");
        }

        return failures;
    }
}
