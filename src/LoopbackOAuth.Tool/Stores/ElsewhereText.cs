using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Stores;

/// <summary>What is said of entries that lie in the place that is not used.</summary>
internal static class ElsewhereText
{
    private const int MostNamed = 3;

    /// <summary>Both sentences in one, or <see langword="null"/> when there are no such entries.</summary>
    internal static string? Of(bool isKeyring, StoreChoice choice, IReadOnlyList<TokenKey> keys) =>
        keys.Count == 0 ? null : $"{Cause(isKeyring, keys)} {Remedy(isKeyring, choice)}";

    internal static string Cause(bool isKeyring, IReadOnlyList<TokenKey> keys) =>
        $"{Count(keys.Count)} in {(isKeyring ? "private files that are not encrypted" : "the keyring")}, not used now: {Names(keys)}.";

    internal static string Remedy(bool isKeyring, StoreChoice choice) => (isKeyring, choice) switch
    {
        (true, _) => $"'loopback-oauth move-to-keyring' moves what is in files; with {StoreChoices.Variable}=file it is used where it is.",
        (_, StoreChoice.File) => $"Set {StoreChoices.Variable} to keyring to use them.",
        _ => "Mend what keeps the keyring from being used, or sign in again to have them here.",
    };

    private static string Count(int count) => count == 1 ? "1 entry lies" : $"{count} entries lie";

    private static string Names(IReadOnlyList<TokenKey> keys) =>
        string.Join(", ", keys.Take(MostNamed).Select(key => $"{key.Provider} as '{key.Account}'")) + (keys.Count > MostNamed ? " and others" : "");
}
