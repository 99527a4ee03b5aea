using System.CommandLine;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>From what a user types to stored entries, or to the reason why there are none.</summary>
internal sealed class EntryFinder
{
    private readonly ProviderNames _provider;
    private readonly string _name;

    public EntryFinder(string name)
    {
        _name = name;
        _provider = new ProviderNames(name);
    }

    public string Provider => _provider.Id;

    /// <summary>The exit code that goes with what the report said.</summary>
    public int Code { get; private set; }

    /// <summary>What the last look found beside the entries, and cannot be used.</summary>
    public IReadOnlyList<DamagedTokenEntry> Damaged { get; private set; } = [];

    /// <summary>The one entry that the options name: by its id, or by its account.</summary>
    /// <returns>The entry, or <see langword="null"/> when the report has said why not.</returns>
    /// <exception cref="UsageException">The id is too short.</exception>
    public Task<TokenEntry?> OneAsync(OpenedStore store, GrantOptions options, ParseResult parsed, FailureReport report, CancellationToken cancellationToken) =>
        parsed.GetValue(options.Entry) is { } id
            ? ByIdAsync(store, id, report, cancellationToken)
            : OneAsync(store, parsed.GetValue(options.Account)!, report, cancellationToken);

    /// <summary>The one entry of an account.</summary>
    /// <returns>The entry, or <see langword="null"/> when the report has said why not.</returns>
    public async Task<TokenEntry?> OneAsync(OpenedStore store, string account, FailureReport report, CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenEntry> found = await AllAsync(store, account, report, cancellationToken);
        if (found.Count > 1)
        {
            Code = report.Failed(
                "ambiguous_account",
                $"There are {found.Count} sign-ins to '{Provider}' as '{account}': they differ in issuer, client or resource ('loopback-oauth list' shows them).",
                $"Name one with --entry: {string.Join(" or ", found.Select(entry => EntryId.Brief(entry.Key.GetId())))}.");
        }

        return found is [var only] ? only : null;
    }

    /// <summary>The entries of an account, or of all of them.</summary>
    /// <returns>The entries; none when the report has said why.</returns>
    public async Task<IReadOnlyList<TokenEntry>> AllAsync(OpenedStore store, string? account, FailureReport report, CancellationToken cancellationToken)
    {
        TokenEntryList entries = await store.Tokens.ListAsync(Provider, cancellationToken);
        Damaged = entries.Damaged;
        TokenEntry[] found = [.. entries.Where(entry => account is null || entry.Key.Account == account)];
        if (found.Length == 0)
        {
            if (entries.Damaged.FirstOrDefault(damaged => damaged.Error.Code != "store_kept_aside") is { Error: var error })
            {
                // Whose it is stands inside; to say that nobody is signed in could be wrong.
                Code = report.Failed(error.Code, error.Message, error.Remedy);
            }
            else
            {
                Code = report.NotSignedIn(
                    $"Nobody is signed in to '{Provider}'{(account is null ? "" : $" as '{account}'")} on this machine, for this user.",
                    (_provider.Known is null ? Unknown() : $"Sign in with 'loopback-oauth login {Provider}'.") + await ElsewhereAsync(store, cancellationToken));
            }
        }

        return found;
    }

    // Only among those of the provider: an id of another one is a mistake.
    private async Task<TokenEntry?> ByIdAsync(OpenedStore store, string id, FailureReport report, CancellationToken cancellationToken)
    {
        EntryId beginning = EntryId.Parse(id);
        TokenEntryList entries = await store.Tokens.ListAsync(Provider, cancellationToken);
        Damaged = entries.Damaged;
        TokenEntry[] found = [.. entries.Where(entry => beginning.Fits(entry.Key.GetId()))];
        DamagedTokenEntry[] damaged = [.. entries.Damaged.Where(entry => beginning.Fits(entry.Id))];
        switch (found, damaged)
        {
            case ([var only], []):
                return only;
            case ([], []):
                Code = report.Failed("no_such_entry", $"There is no entry '{id}' of '{Provider}'.", "'loopback-oauth list' shows the ids.");
                return null;
            case ([], [{ Error: var error }]):
                Code = report.Failed(error.Code, error.Message, error.Remedy);
                return null;
            default:
                Code = report.Failed("ambiguous_entry", $"{found.Length + damaged.Length} entries begin with '{id}'.", "Give more of the id; 'loopback-oauth list' shows them.");
                return null;
        }
    }

    // Who changes the place would otherwise look for tokens that are still there.
    private async Task<string> ElsewhereAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        TokenKey[] keys = [.. (await ToolStore.ElsewhereAsync(store, cancellationToken)).Where(key => key.Provider == Provider)];
        return ElsewhereText.Of(store.IsKeyring, store.Choice, keys) is { } text ? " " + text : "";
    }

    // An id that was defined on the spot is not in the registry, so this is a hint and not an error of its own.
    private string Unknown() => _provider.Near is { } near
        ? $"Did you mean '{near}'? Otherwise sign in with 'loopback-oauth login {_name}' first."
        : $"Sign in with 'loopback-oauth login {_name}' first.";
}
