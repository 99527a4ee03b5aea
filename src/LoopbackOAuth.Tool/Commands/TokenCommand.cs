using System.CommandLine;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>token</c>: the access token alone on standard output, for scripts.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        Argument<string> provider = new("provider") { Description = "The provider's id or alias." };
        Option<string> account = new("--account") { Description = "The label given at sign-in.", DefaultValueFactory = _ => TokenKey.DefaultAccount };
        Command command = new("token", "Print the access token, and nothing else.") { provider, account };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(provider)!, parsed.GetValue(account)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string name, string account, CancellationToken cancellationToken)
    {
        FailureReport report = new(asJson: false);
        ProviderRegistry registry = new([]);
        string provider = registry.TryGet(name, out ProviderDefinition? known) ? known.Id : name.ToLowerInvariant();
        TokenEntryList entries = await FileTokenStore.CreateDefault().ListAsync(provider, cancellationToken);
        TokenEntry[] found = [.. entries.Where(entry => entry.Key.Account == account)];
        switch (found)
        {
            case [] when entries.Damaged.FirstOrDefault(damaged => damaged.Error.Code != "store_kept_aside") is { Error: var error }:
                // Whose it is stands inside; to say that nobody is signed in could be wrong.
                return report.Failed(error.Code, error.Message, error.Remedy);
            case []:
                return report.Failed(
                    "no_credentials",
                    $"Nobody is signed in to '{provider}' as '{account}' on this machine, for this user.",
                    known is null ? Unknown(registry, name) : $"Sign in with 'loopback-oauth login {provider}'.");
            case [var only] when only.Tokens.ExpiresAt <= TimeProvider.System.GetUtcNow():
                return report.Failed(
                    "token_expired",
                    $"The access token of '{provider}' expired.",
                    $"Sign in again with 'loopback-oauth login {provider}'.");
            case [var only]:
                Console.Out.WriteLine(only.Tokens.AccessToken.Reveal());
                return ExitCode.Success;
            default:
                return report.Failed(
                    "ambiguous_account",
                    $"There are {found.Length} sign-ins to '{provider}' as '{account}': they differ in issuer, client or resource ('loopback-oauth list' shows them).",
                    "Sign in with a label of its own for each: --account LABEL.");
        }
    }

    // An id that was defined on the spot is not in the registry, so this is a hint and not an error of its own.
    private static string Unknown(ProviderRegistry registry, string name)
    {
        try
        {
            return registry.Get(name).Id;
        }
        catch (UnknownProviderException exception)
        {
            return exception.NearMatches is [var near, ..]
                ? $"Did you mean '{near}'? Otherwise sign in with 'loopback-oauth login {name}' first."
                : $"Sign in with 'loopback-oauth login {name}' first.";
        }
    }
}
