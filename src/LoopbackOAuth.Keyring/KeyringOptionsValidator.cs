using Microsoft.Extensions.Options;

namespace LoopbackOAuth.Keyring;

/// <summary>Finds wrong settings when the host starts.</summary>
internal sealed class KeyringOptionsValidator : IValidateOptions<KeyringOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyringOptions options)
    {
        var problems = KeyringOptionsRules.Problems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
