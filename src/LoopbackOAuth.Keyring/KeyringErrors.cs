using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>What the keyring store says when it refuses.</summary>
internal static class KeyringErrors
{
    internal const string UnavailableCode = "keyring_unavailable";

    internal static TokenStoreException Unavailable(string message, string remedy) => new(UnavailableCode, message, remedy);

    internal static TokenStoreException ItemDamaged(KeyringItem item) => new(
        "keyring_item_damaged",
        $"The keyring item '{item.Location}' is damaged.",
        "Sign in again: that writes over it. Other entries are not touched.");

    internal static TokenStoreException ItemMissing(KeyringItem item) => new(
        "keyring_item_missing",
        $"The index names the entry '{item.Location}', and the keyring shows no such item: it is gone, or it lies in a keyring that is locked.",
        "Unlock all keyrings and try again. If it is gone, sign in again, or remove the damaged entry.");

    internal static TokenStoreException ItemStays(KeyringItem item) => new(
        "keyring_item_stays",
        $"The keyring did not remove the item '{item.Location}'.",
        "Remove it with the keyring manager of your system.");

    internal static TokenStoreException MissingItemStays(KeyringItem item) => new(
        ItemStays(item).Code,
        $"The index names the entry '{item.Location}', and the keyring shows no such item to remove: it is gone, or it lies in a keyring that is locked.",
        "Unlock all keyrings and try again. If it is gone, remove the damaged entry.");

    internal static TokenStoreException NewerItem(KeyringItem item) => new(
        "store_newer_version",
        $"The keyring item '{item.Location}' was written by a newer version.",
        "Update this program. It overwrites no newer entry; to give the entry up, remove it and sign in again.");

    internal static TokenStoreException TooLarge(KeyringItem item) => new(
        "store_entry_too_large",
        $"The entry '{item.Location}' is larger than {TokenFileFormat.LargestFile} bytes.",
        "Ask for fewer scopes, so that the tokens become smaller.");

    internal static TokenStoreException IndexDamaged(string path) => new(
        "keyring_index_damaged",
        $"The index file '{path}' is damaged. The tokens are in the keyring and can still be used.",
        "The next refresh or sign-in of that entry mends it; if the entry is not wanted any more, remove the file.");

    internal static TokenStoreException NotTheKeyring() => new(
        UnavailableCode,
        "Entries can be moved only into a keyring that can be used.",
        "Mend what keeps the keyring from being used, and try again.");
}
