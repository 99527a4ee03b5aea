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

    /// <summary>What the last look found beside the entries, and cannot be used.</summary>
    public IReadOnlyList<DamagedTokenEntry> Damaged { get; private set; } = [];

    /// <summary>The one entry of an account.</summary>
    /// <returns>The entry, or <see langword="null"/> when the report has said why not.</returns>
    public async Task<TokenEntry?> OneAsync(OpenedStore store, string account, FailureReport report, CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenEntry> found = await AllAsync(store, account, report, cancellationToken);
        if (found.Count > 1)
        {
            report.Failed(
                "ambiguous_account",
                $"There are {found.Count} sign-ins to '{Provider}' as '{account}': they differ in issuer, client or resource ('loopback-oauth list' shows them).",
                "Sign in with a label of its own for each: --account LABEL.");
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
                report.Failed(error.Code, error.Message, error.Remedy);
            }
            else
            {
                report.Failed(
                    "no_credentials",
                    $"Nobody is signed in to '{Provider}'{(account is null ? "" : $" as '{account}'")} on this machine, for this user.",
                    (_provider.Known is null ? Unknown() : $"Sign in with 'loopback-oauth login {Provider}'.") + await ElsewhereAsync(store, cancellationToken));
            }
        }

        return found;
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
