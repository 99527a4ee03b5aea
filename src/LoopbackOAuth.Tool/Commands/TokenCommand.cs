using System.CommandLine;
using System.Globalization;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>token</c>: the access token alone on standard output, for scripts; refreshed when it must be.</summary>
internal static class TokenCommand
{
    private const int LongestTtl = 24 * 60 * 60;

    // A token of exactly the life that was asked for has lost some of it when it is here.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        GrantOptions options = new();
        Option<string?> minTtl = new("--min-ttl") { Description = "How many seconds the token must still live, 0 to 86400; otherwise it is refreshed first.", HelpName = "SECONDS" };
        Command command = new("token", "Print the access token, and nothing else. It is refreshed when it must be.");
        options.AddTo(command);
        Option<bool> json = new("--json") { Description = "Print one JSON object that holds the access token, with its expiry." };
        command.Options.Add(minTtl);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, Seconds(parsed.GetValue(minTtl)), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GrantOptions options, ParseResult parsed, TimeSpan minTtl, bool asJson, CancellationToken cancellationToken)
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
        AccessTokenResult result = await authorizer.AccessTokens.GetAccessTokenAsync(entry.Key, new AccessTokenDemand { MinimumLifetime = minTtl }, hangUp.Token);
        if (result is not AccessTokenResult.Available token)
        {
            if (asJson)
            {
                ToolJson.Write(RefreshReport.Of(entry.Key, result));
            }
            else
            {
                RefreshReport.PrintFailure(entry.Key, result);
            }

            return ExitCode.For(result);
        }

        if (asJson)
        {
            ToolJson.Write(TokenReport.Of(entry.Key, token));
        }
        else
        {
            Console.Out.WriteLine(token.AccessToken.Reveal());
        }

        RefreshReport.PrintWarning(token);
        return IsTooShort(token.ExpiresAt, minTtl, TimeProvider.System.GetUtcNow()) ? TooShort(token.ExpiresAt!.Value, minTtl) : ExitCode.For(result);
    }

    /// <summary>Whether a token lives shorter than it was asked to. One without a stated expiry may live for ever.</summary>
    internal static bool IsTooShort(DateTimeOffset? expiresAt, TimeSpan minTtl, DateTimeOffset now) => minTtl > OnTheWay && expiresAt is { } end && end - now < minTtl - OnTheWay;

    // The token is printed all the same, but a script that asked for more must not find out in the middle of its work.
    private static int TooShort(DateTimeOffset expiresAt, TimeSpan minTtl)
    {
        Terminal.Error(string.Create(
            CultureInfo.InvariantCulture,
            $"warning: No token that lives {minTtl.TotalSeconds:0} seconds could be had; the expiry of this one: {Durations.Until(expiresAt, TimeProvider.System.GetUtcNow())}. Ask for less with --min-ttl."));
        return ExitCode.Failed;
    }

    private static TimeSpan Seconds(string? text) =>
        text is null ? TimeSpan.Zero
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= LongestTtl ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--min-ttl must be a whole number from 0 to {LongestTtl}.", "Run the command with --help to see what it takes.");
}
