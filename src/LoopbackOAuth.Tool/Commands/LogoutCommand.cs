using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;
using LoopbackOAuth.Tool.Tunnel;

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

        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        EntryFinder finder = new(parsed.GetValue(options.Provider)!);
        FailureReport report = new(asJson);
        IReadOnlyList<TokenEntry> entries = all
            ? await finder.AllAsync(store, account: null, report, cancellationToken)
            : await finder.OneAsync(store, parsed.GetValue(options.Account)!, report, cancellationToken) is { } one ? [one] : [];
        if (entries.Count == 0)
        {
            return ExitCode.Failed;
        }

        using HangUp hangUp = new(cancellationToken);
        SignOutSeries series = new((key, token) => SignOutAsync(options, parsed, store.Tokens, entries.First(entry => entry.Key == key), token), TimeProvider.System);
        IReadOnlyList<SignOutStep> steps = await series.RunAsync([.. entries.Select(entry => entry.Key)], result => Print(result, asJson), hangUp.Token);
        if (asJson)
        {
            ToolJson.Write([.. steps.Select(step => LogoutReport.Of(step, hangUp.Token.IsCancellationRequested))]);
        }

        LogoutReport.PrintLeft(steps, all ? finder.Damaged : []);
        return Code(steps, all ? finder.Damaged : [], hangUp.Token.IsCancellationRequested);
    }

    /// <summary>0 only when nothing that was asked for is left, damaged files among it.</summary>
    internal static int Code(IReadOnlyList<SignOutStep> steps, IReadOnlyList<DamagedTokenEntry> damaged, bool wasInterrupted) =>
        wasInterrupted ? ExitCode.Interrupted
        : steps.Any(step => step.IsLeft) || damaged.Count > 0 ? ExitCode.Failed
        : ExitCode.Success;

    private static async Task<SignOutResult> SignOutAsync(GrantOptions options, ParseResult parsed, ITokenStore store, TokenEntry entry, CancellationToken cancellationToken)
    {
        await using LoopbackAuthorizer authorizer = options.Open(parsed, store, entry);
        return await authorizer.AccessTokens.SignOutAsync(entry.Key, cancellationToken);
    }

    private static void Print(SignOutResult result, bool asJson)
    {
        if (!asJson)
        {
            LogoutReport.Print(result);
        }
    }
}
