namespace LoopbackOAuth.Tokens;

/// <summary>What the file store says when it refuses, with the code and the way out. None carries what a file holds.</summary>
internal static class StoreErrors
{
    private const string OtherFolder = $"or set {TokenFolder.HomeVariable} to a folder that only you can write to";

    internal static TokenStoreException RelativeHome(string value) => new(
        "store_relative_path",
        $"{TokenFolder.HomeVariable} is '{value}', which is not an absolute path.",
        $"Set {TokenFolder.HomeVariable} to the full path of the token folder, or remove it to use the default folder.");

    internal static TokenStoreException RelativeFolder(string folder) => new(
        "store_relative_path",
        $"The token folder '{folder}' is not an absolute path.",
        "Give the full path, so that the folder does not depend on where the program was started.");

    internal static TokenStoreException NoHome() => new(
        "store_no_home",
        "There is no home folder to keep tokens in.",
        $"Set {TokenFolder.HomeVariable} to the full path of a folder that only you can write to.");

    internal static TokenStoreException Link(string path) => new(
        "store_symbolic_link",
        $"'{path}' is a symbolic link, and the token store follows none.",
        $"Replace the link by what it points to, {OtherFolder}.");

    internal static TokenStoreException NotRegular(string path) => new(
        "store_not_regular",
        $"'{path}' is in the place of a token file but is not a regular file.",
        "Look at what it is, then move it out of the token folder.");

    internal static TokenStoreException NotAFolder(string path) => new(
        "store_not_a_folder",
        $"'{path}' is not a folder.",
        $"Move the file away, {OtherFolder}.");

    internal static TokenStoreException FolderMode(string path, string mode) => new(
        "store_permissions",
        $"Other users can write to the token folder '{path}' (mode {mode}).",
        $"Run: chmod 700 '{path}', {OtherFolder} on a file system that keeps file modes.");

    internal static TokenStoreException FileMode(string path, string mode) => new(
        "store_permissions",
        $"Other users can reach the token file '{path}' (mode {mode}).",
        $"Run: chmod 600 '{path}'. If others may have read it, sign in again.");

    internal static TokenStoreException Unreadable(string path, Exception cause) => new(
        "store_unreadable",
        $"'{path}' cannot be read: {cause.Message}",
        "Remove the cause and try again; nothing was changed.",
        cause);

    internal static TokenStoreException Corrupt(string path, string why) => new(
        "store_corrupt",
        $"The token file '{path}' is damaged: {why}.",
        "It was left as it is. Restore it from a copy, or sign in again to replace it.");

    internal static TokenStoreException WrongKey(string path) => new(
        "store_wrong_key",
        $"The token file '{path}' holds the tokens of another entry than its name says.",
        "Somebody renamed or copied it. Move it away, then sign in again.");

    internal static TokenStoreException NewerVersion(string path, int version) => new(
        "store_newer_version",
        $"The token file '{path}' is in format {version}; this version reads up to {TokenFileVersion.Current}.",
        "Update this program, or sign in again with it to replace the entry.");

    internal static TokenStoreException TooLarge(string path) => new(
        "store_entry_too_large",
        $"The entry for '{path}' is larger than {TokenFileFormat.LargestFile} bytes.",
        "Ask for fewer scopes, so that the tokens become smaller.");

    internal static TokenStoreException NotDurable(string path, Exception cause) => new(
        "store_not_durable",
        $"'{path}' was changed, but the disk did not confirm it: {cause.Message}",
        "Check the disk. The change may be lost if the machine stops now.",
        cause);

    internal static TokenStoreException Unwritable(string path, Exception cause) => new(
        "store_unwritable",
        $"'{path}' cannot be written: {cause.Message}",
        $"Free space or repair the folder's permissions, {OtherFolder}; what was stored before is unchanged.",
        cause);
}
