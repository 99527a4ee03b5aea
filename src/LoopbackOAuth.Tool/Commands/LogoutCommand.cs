using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>logout</c>: the tokens are gone here, and, where the server can, there too.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        GrantOptions options = new();
        Option<bool> all = new("--all") { Description = "Sign out every account of the provider." };
        Option<bool> json = new("--json") { Description = "Print the results as a JSON array." };
        Command command = new("logout", "Remove the tokens, and revoke them at the server.");
        options.AddTo(command);
        command.Options.Add(all);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, parsed.GetValue(all), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GrantOptions options, ParseResult parsed, bool all, bool asJson, CancellationToken cancellationToken)
    {
        if (all && parsed.GetResult(options.Account) is { Implicit: false })
        {
            throw new UsageException("--all and --account contradict each other.", "Leave one of them out.");
        }

        FileTokenStore store = FileTokenStore.CreateDefault();
        EntryFinder finder = new(parsed.GetValue(options.Provider)!);
        FailureReport report = new(asJson);
        IReadOnlyList<TokenEntry> entries = all
            ? await finder.AllAsync(store, account: null, report, cancellationToken)
            : await finder.OneAsync(store, parsed.GetValue(options.Account)!, report, cancellationToken) is { } one ? [one] : [];
        List<SignOutResult> results = [];
        foreach (TokenEntry entry in entries)
        {
            using LoopbackAuthorizer authorizer = options.Open(parsed, store, entry);
            SignOutResult result = await authorizer.AccessTokens.SignOutAsync(entry.Key, cancellationToken);
            results.Add(result);
            if (!asJson)
            {
                LogoutReport.Print(result);
            }
        }

        if (asJson && results.Count > 0)
        {
            ToolJson.Write([.. results.Select(LogoutReport.Of)]);
        }

        return results.Count > 0 && results.TrueForAll(result => result.Removal != EntryRemoval.Failed) ? ExitCode.Success : ExitCode.Failed;
    }
}
