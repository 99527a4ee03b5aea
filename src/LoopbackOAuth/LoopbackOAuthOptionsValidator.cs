using Microsoft.Extensions.Options;

namespace LoopbackOAuth;

/// <summary>Finds wrong settings when the host starts, not when the first user signs in.</summary>
internal sealed class LoopbackOAuthOptionsValidator : IValidateOptions<LoopbackOAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, LoopbackOAuthOptions options)
    {
        IReadOnlyList<string> problems = LoopbackOAuthOptionsRules.Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
