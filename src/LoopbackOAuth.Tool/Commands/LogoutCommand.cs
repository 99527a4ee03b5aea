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
        Option<bool> json = new("--json") { Description = "Print the result as one JSON object." };
        Command command = new("logout", "Remove the tokens, and revoke them at the server.");
        options.AddTo(command);
        command.Options.Add(all);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, parsed.GetValue(all), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GrantOptions options, ParseResult parsed, bool all, bool asJson, CancellationToken cancellationToken)
    {
        options.DemandSense(parsed);
        if (all && (parsed.GetResult(options.Account) is { Implicit: false } || parsed.GetValue(options.Entry) is not null))
        {
            throw new UsageException("--all contradicts --account and --entry.", "Leave one of them out.");
        }

        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        EntryFinder finder = new(parsed.GetValue(options.Provider)!);
        FailureReport report = new(asJson, failure => ToolJson.Write(LogoutReport.Of(failure, finder.Damaged)));
        IReadOnlyList<TokenEntry> entries = all
            ? await finder.AllAsync(store, account: null, report, cancellationToken)
            : await finder.OneAsync(store, options, parsed, report, cancellationToken) is { } one ? [one] : [];
        if (entries.Count == 0)
        {
            return finder.Code;
        }

        using HangUp hangUp = new(cancellationToken);
        SignOutSeries series = new((key, token) => SignOutAsync(options, parsed, store.Tokens, entries.First(entry => entry.Key == key), token), TimeProvider.System);
        IReadOnlyList<SignOutStep> steps = await series.RunAsync([.. entries.Select(entry => entry.Key)], result => Print(result, asJson), hangUp.Token);
        bool wasInterrupted = hangUp.Token.IsCancellationRequested;
        IReadOnlyList<DamagedTokenEntry> damaged = all ? finder.Damaged : [];
        if (asJson)
        {
            ToolJson.Write(LogoutReport.Of(steps, damaged, wasInterrupted));
        }

        LogoutText.PrintLeft(steps, damaged);
        return Code(steps, damaged, wasInterrupted);
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
            LogoutText.Print(result);
        }
    }
}
