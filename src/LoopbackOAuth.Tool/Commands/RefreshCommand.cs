using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>refresh</c>: new tokens now, whether or not the old ones are still good.</summary>
internal static class RefreshCommand
{
    public static Command Create()
    {
        GrantOptions options = new();
        Option<bool> json = new("--json") { Description = "Print the result as one JSON object." };
        Command command = new("refresh", "Get new tokens now, and store them.");
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GrantOptions options, ParseResult parsed, bool asJson, CancellationToken cancellationToken)
    {
        options.DemandSense(parsed);
        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        EntryFinder finder = new(parsed.GetValue(options.Provider)!);
        if (await finder.OneAsync(store, options, parsed, new FailureReport(asJson), cancellationToken) is not { } entry)
        {
            return finder.Code;
        }

        // However this ends, a refresh whose request has begun is stored first: its answer may hold the only good refresh token.
        using HangUp hangUp = new(cancellationToken);
        await using LoopbackAuthorizer authorizer = options.Open(parsed, store.Tokens, entry);
        AccessTokenResult result = await authorizer.AccessTokens.GetAccessTokenAsync(entry.Key, AccessTokenDemand.ForceRefresh(entry.Tokens.AccessToken), hangUp.Token);
        if (asJson)
        {
            ToolJson.Write(RefreshReport.Of(entry.Key, result));
        }
        else if (result is AccessTokenResult.Available token)
        {
            Terminal.Error($"Refreshed the tokens of '{entry.Key.Provider}' as '{entry.Key.Account}'. The access token expires: {Durations.Until(token.ExpiresAt, TimeProvider.System.GetUtcNow())}.");
            RefreshReport.PrintWarning(token);
        }
        else
        {
            RefreshReport.PrintFailure(entry.Key, result);
        }

        return ExitCode.For(result);
    }
}
