using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>remove</c>: one entry, or one damaged file, away from this machine.</summary>
internal static class RemoveCommand
{
    // A refresh that is under way would write the entry again, so it is waited for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Argument<string> entry = new("id") { Description = "The entry's id as 'list' shows it, or its beginning." };
        Option<bool> json = new("--json") { Description = "Print the result as one JSON object." };
        Command command = new("remove", "Remove one entry from this machine. The server is not told.") { entry, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(entry)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string id, bool asJson, CancellationToken cancellationToken)
    {
        EntryId beginning = EntryId.Parse(id);
        FailureReport failure = new(asJson);
        ITokenStore store = (await ToolStore.OpenAsync(cancellationToken)).Tokens;
        TokenEntryList list = await store.ListAsync(provider: null, cancellationToken);
        TokenEntry[] entries = [.. list.Where(entry => beginning.Fits(entry.Key.GetId()))];
        DamagedTokenEntry[] damaged = [.. list.Damaged.Where(entry => beginning.Fits(entry.Id))];
        switch (entries, damaged)
        {
            case ([], []):
                return failure.Failed("no_such_entry", $"There is no entry '{id}'.", "'loopback-oauth list' shows the ids.");
            case ([var entry], []):
                return await RemoveAsync(store, entry.Key, cancellationToken)
                    ? Done(new RemovalReport { Removed = entry.Key.GetId(), Provider = entry.Key.Provider, Account = entry.Key.Account }, asJson)
                    : Gone(failure, id);
            case ([], [var only]):
                return await store.RemoveDamagedAsync(only.Id, cancellationToken)
                    ? Done(new RemovalReport { Removed = only.Id, Location = only.Location }, asJson)
                    : Gone(failure, id);
            default:
                return failure.Failed("ambiguous_entry", $"{entries.Length + damaged.Length} entries begin with '{id}'.", "Give more of the id; 'loopback-oauth list' shows them.");
        }
    }

    // Somebody signed out, or mended what was damaged, between the look and the removal.
    private static int Gone(FailureReport failure, string id) =>
        failure.Failed("no_such_entry", $"The entry '{id}' changed meanwhile; nothing was removed.", "'loopback-oauth list' shows what is there now.");

    private static async Task<bool> RemoveAsync(ITokenStore store, TokenKey key, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestWait);
        IAsyncDisposable? held = null;
        try
        {
            held = await store.LockAsync(key, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Terminal.Error("Another process is at work on this entry and may write it again; look again later.");
        }
        catch (TokenStoreException exception) when (exception.Code == "store_no_lock")
        {
            // Then nobody refreshes it either.
        }

        await using (held)
        {
            return await store.RemoveAsync(key, cancellationToken);
        }
    }

    private static int Done(RemovalReport report, bool asJson)
    {
        if (asJson)
        {
            ToolJson.Write(report);
        }
        else if (report.Location is { } location)
        {
            Terminal.Error($"Removed {location}. The server was not told: tokens that were in it are good there until they expire.");
        }
        else
        {
            Terminal.Error($"Removed the tokens of {report.Provider} as '{report.Account}' from this machine. The server was not told and takes them until they expire; 'logout' would have revoked them.");
        }

        return ExitCode.Success;
    }
}
