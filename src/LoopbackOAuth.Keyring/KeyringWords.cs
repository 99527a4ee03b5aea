namespace LoopbackOAuth.Keyring;

/// <summary>What is said of each trouble, and what to do: a pure function of trouble, keyring and place.</summary>
internal static class KeyringWords
{
    private const string OrFiles = "or allow a fallback to private files that are not encrypted";

    internal static string Message(KeyringTrouble trouble, string keyring, string? said, TimeSpan timeout) => trouble switch
    {
        KeyringTrouble.NotSupported => "This operating system has no keyring that can be used.",
        KeyringTrouble.NoLibrary => "The keyring cannot be used: the library libsecret-1.so.0 is not installed.",
        KeyringTrouble.NoSession => "The keyring cannot be used: this process has no D-Bus session." + Said(said),
        KeyringTrouble.NoService => "The keyring cannot be used: no Secret Service answers on the D-Bus session." + Said(said),
        KeyringTrouble.Locked => $"The keyring ({keyring}) is locked or not made yet, and nobody unlocked it." + Said(said),
        KeyringTrouble.NotResponding => $"The keyring ({keyring}) gave no answer within {timeout.TotalSeconds:0.#} s; it may be waiting for somebody to unlock it." + Said(said),
        _ => $"The keyring ({keyring}) refused." + Said(said),
    };

    /// <summary>What is added when a change was under way.</summary>
    internal const string MayStillTakeEffect = " What was to be changed may still be, once it answers.";

    internal static string Remedy(KeyringTrouble trouble, KeyringPlace place) => trouble switch
    {
        KeyringTrouble.NotSupported => "Use private files.",
        KeyringTrouble.NoLibrary => $"Install libsecret (Debian, Ubuntu: libsecret-1-0), {OrFiles}.",
        KeyringTrouble.NoSession or KeyringTrouble.NoService when place.IsContainer => $"A container has no keyring unless one is started in it; keep the token folder on a volume and {OrFiles[3..]}.",
        KeyringTrouble.NoSession when place.IsSsh => $"A login over SSH often has none: start the program under dbus-run-session with an unlocked keyring, {OrFiles}.",
        KeyringTrouble.NoSession or KeyringTrouble.NoService when place.IsWsl => $"WSL starts no keyring by itself: install gnome-keyring and start the program under dbus-run-session with it, {OrFiles}.",
        KeyringTrouble.NoSession => $"Start the program in a desktop session, or under dbus-run-session with an unlocked keyring, {OrFiles}.",
        KeyringTrouble.NoService => $"Install and start a Secret Service, such as gnome-keyring or KWallet, {OrFiles}.",
        KeyringTrouble.Locked or KeyringTrouble.NotResponding when place.IsSsh => $"Nobody can answer its prompt over SSH: unlock it there (gnome-keyring-daemon --unlock reads the password from standard input), {OrFiles}.",
        KeyringTrouble.Locked or KeyringTrouble.NotResponding => $"Unlock the keyring and try again, {OrFiles}.",
        _ => $"Look at the keyring with the keyring manager of your system, {OrFiles}.",
    };

    private static string Said(string? said) => string.IsNullOrEmpty(said) ? "" : $" It said: {said}";
}
