using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>What is said about entries that lie on the other rung.</summary>
internal static class KeyringNotices
{
    private const int MostNamed = 3;
    private const int LongestName = 40;

    /// <summary>The keyring is used, and there are files.</summary>
    internal static string? InFiles(IReadOnlyList<TokenKey> keys, int damaged) => (keys.Count, damaged) switch
    {
        (0, 0) => null,
        (0, _) => $"Private files that are not encrypted hold {Entries(damaged)} that cannot be read. Look at the file store, and remove what is not wanted.",
        _ => $"{Entries(keys.Count)} ({Names(keys)}) lie in private files that are not encrypted, and are not used. Move them with MoveFilesToKeyringAsync, or remove them from the file store.",
    };

    /// <summary>Files are used.</summary>
    internal static string InKeyring(KeyringCheck check, IReadOnlyList<TokenKey> keys) => Join(
        $"The keyring is not used, tokens are in private files that are not encrypted: {check.Message} {check.Remedy}",
        keys.Count == 0 ? null : $"{Entries(keys.Count)} ({Names(keys)}) lie in the keyring and are not used; sign in again to have them here, or mend the keyring.")!;

    internal static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + " " + second;

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";

    private static string Names(IReadOnlyList<TokenKey> keys) =>
        string.Join(", ", keys.Take(MostNamed).Select(key => $"{TerminalText.Sanitize(key.Provider, LongestName)}/{TerminalText.Sanitize(key.Account, LongestName)}")) + (keys.Count > MostNamed ? ", ..." : "");
}
