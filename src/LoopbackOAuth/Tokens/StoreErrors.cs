using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What the file store says when it refuses, with the code and the way out. None carries what a file holds.</summary>
internal static class StoreErrors
{
    internal const string CorruptCode = "store_corrupt";

    internal const string WrongKeyCode = "store_wrong_key";

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
        $"Run: chmod 700 {Quoted(path)}, {OtherFolder} on a file system that keeps file modes.");

    internal static TokenStoreException FileMode(string path, string mode) => new(
        "store_permissions",
        $"Other users can reach the token file '{path}' (mode {mode}).",
        $"Run: chmod 600 {Quoted(path)}. If others may have read it, sign in again.");

    internal static TokenStoreException AmbiguousId(string id) => new(
        "store_ambiguous_entry",
        $"More than one file in the token folder is meant by '{TerminalText.Sanitize(id)}'.",
        "Look at the files and move away the one that is not wanted.");

    internal static TokenStoreException Unreadable(string path, Exception cause) => new(
        "store_unreadable",
        $"'{path}' cannot be read: {cause.Message}",
        "Remove the cause and try again; nothing was changed.",
        cause);

    internal static TokenStoreException Corrupt(string path, string why) => new(
        CorruptCode,
        $"The token file '{path}' is damaged: {why}.",
        "It was left as it is. Restore it from a copy, or sign in again: that keeps it aside under another name.");

    internal static TokenStoreException KeptAside(string path) => new(
        "store_kept_aside",
        $"A new sign-in took the place of a damaged token file, which was kept as '{path}'.",
        "Remove it when nothing in it is needed.");

    internal static TokenStoreException WrongKey(string path) => new(
        WrongKeyCode,
        $"The token file '{path}' holds the tokens of another entry than its name says.",
        "Somebody renamed or copied it. Give it its old name back, or sign in again: that keeps it aside under another name.");

    internal static TokenStoreException NewerVersion(string path, int version) => new(
        "store_newer_version",
        $"The token file '{path}' is in format {version}; this version reads up to {TokenFileVersion.Current}.",
        "Update this program. It overwrites no newer entry; to give the entry up, remove it and sign in again.");

    internal static TokenStoreException ForeignOwner(string path, uint owner) => new(
        "store_foreign_owner",
        $"'{path}' belongs to the user {UnixUser.Name(owner)}, and this program runs as {UnixUser.Name(UnixCalls.EffectiveUser())}.",
        $"Run it as that user ({AsUser(owner)}), or if the tokens are yours, run: sudo chown -R {UnixUser.Argument(UnixCalls.EffectiveUser())} {Quoted(path)}");

    internal static TokenStoreException ForeignPlace(string folder, uint owner) => new(
        "store_foreign_owner",
        $"The token folder '{folder}' would lie in a folder of the user {UnixUser.Name(owner)}, who could not use it, because this program runs as {UnixUser.Name(UnixCalls.EffectiveUser())}.",
        $"Run it as that user ({AsUser(owner)}), with sudo -H for tokens of your own, or create the folder yourself first.");

    internal static TokenStoreException NoLock(string path, string cause) => new(
        "store_no_lock",
        $"'{path}' cannot be locked, so several processes could spend one refresh token: {cause}",
        $"Move the token folder to a file system that has locks: set {TokenFolder.HomeVariable} to a folder on a local disk.");

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

    /// <summary>Whether an error says nothing about the file: this process or the machine has no more memory (12) or open files (23, 24).</summary>
    internal static bool IsAboutTheProcess(TokenStoreException exception) => exception.InnerException is IOException { HResult: 12 or 23 or 24 };

    private static string AsUser(uint owner) => $"sudo -u {UnixUser.Argument(owner, "\\#")} ...";

    // A path may come from a variable, and may hold what a shell would run.
    private static string Quoted(string path) =>
        path.AsSpan().ContainsAny('\'', '\\') || path.Any(char.IsControl) ? "'THAT-PATH'" : $"'{path}'";
}
