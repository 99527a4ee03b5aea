using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>What <c>login</c> says at its end.</summary>
internal static class LoginText
{
    private const int LongestLabel = 64;

    public static string Success(string provider, string account)
    {
        string option = account == TokenKey.DefaultAccount ? "" : $" --account {(IsPlain(account) ? account : "LABEL")}";
        return $"Signed in to {provider} as '{account}'. 'loopback-oauth token {provider}{option}' prints the access token.";
    }

    // It stands in a command that is copied into a shell.
    private static bool IsPlain(string account) =>
        account.Length is > 0 and <= LongestLabel
        && char.IsAsciiLetterOrDigit(account[0])
        && account.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '@' or '+');
}
