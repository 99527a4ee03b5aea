using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Options;

namespace LoopbackOAuth;

/// <summary>Finds wrong settings of a handler when the host starts, not with the first request.</summary>
internal sealed class AccessTokenHandlerOptionsValidator : IValidateOptions<AccessTokenHandlerOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessTokenHandlerOptions options)
    {
        IReadOnlyList<string> problems = AccessTokenHandlerRules.Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"Access token handler '{name}': {problem}"));
    }
}
