using System.CommandLine;
using System.Globalization;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>token</c>: the access token alone on standard output, for scripts; refreshed when it must be.</summary>
internal static class TokenCommand
{
    private const int LongestTtl = 24 * 60 * 60;

    public static Command Create()
    {
        GrantOptions options = new();
        Option<string?> minTtl = new("--min-ttl") { Description = "How many seconds the token must still live, 0 to 86400; otherwise it is refreshed first.", HelpName = "SECONDS" };
        Command command = new("token", "Print the access token, and nothing else. It is refreshed when it must be.");
        options.AddTo(command);
        command.Options.Add(minTtl);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, Seconds(parsed.GetValue(minTtl)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GrantOptions options, ParseResult parsed, TimeSpan minTtl, CancellationToken cancellationToken)
    {
        FileTokenStore store = FileTokenStore.CreateDefault();
        EntryFinder finder = new(parsed.GetValue(options.Provider)!);
        if (await finder.OneAsync(store, parsed.GetValue(options.Account)!, new FailureReport(asJson: false), cancellationToken) is not { } entry)
        {
            return ExitCode.Failed;
        }

        using LoopbackAuthorizer authorizer = options.Open(parsed, store, entry);
        AccessTokenResult result = await authorizer.AccessTokens.GetAccessTokenAsync(entry.Key, new AccessTokenDemand { MinimumLifetime = minTtl }, cancellationToken);
        if (result is AccessTokenResult.Available token)
        {
            Console.Out.WriteLine(token.AccessToken.Reveal());
            RefreshReport.PrintWarning(token);
        }
        else
        {
            RefreshReport.PrintFailure(entry.Key, result);
        }

        return ExitCode.For(result);
    }

    private static TimeSpan Seconds(string? text) =>
        text is null ? TimeSpan.Zero
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= LongestTtl ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--min-ttl must be a whole number from 0 to {LongestTtl}.", "Run the command with --help to see what it takes.");
}
