namespace LoopbackOAuth.Environments;

/// <summary>What is said behind the rule of the row that decides, because it changes what a sign-in does.</summary>
internal static class EnvironmentRemarks
{
    /// <summary>The rule with the remarks that apply, one blank between sentences.</summary>
    public static string Compose(EnvironmentDetector row, EnvironmentSnapshot snapshot, BrowserChoice browser, SignInPreference preference, bool isAnother)
    {
        string?[] sentences =
        [
            row.Rule,
            row.IsSettled ? null : Multiplexer(snapshot),
            isAnother ? "It runs through sudo or su, so the token goes to the home of the user it runs as, not of the one who called it." : null,
            isAnother && row.CanOpenBrowser && row.Id != EnvironmentIds.Wsl && browser == BrowserChoice.None && preference == SignInPreference.None
                ? "The desktop is the caller's, so no browser is opened on it."
                : null,
            preference is SignInPreference.None or SignInPreference.Invalid ? Browser(browser) : null,
            Preference(preference, snapshot),
            snapshot.InputIsTerminal || row.Channels.Length == 0 ? null : "Standard input is no terminal, so nothing can be pasted.",
        ];
        return string.Join(' ', Array.FindAll(sentences, sentence => sentence is not null));
    }

    private static string? Multiplexer(EnvironmentSnapshot snapshot) => (snapshot.Multiplexer, snapshot.TmuxVariables) switch
    {
        (TerminalMultiplexer.Tmux, not null) => "tmux was asked how it is attached; it carries no port forward.",
        (TerminalMultiplexer.Tmux, null) => "Inside tmux, which carries no port forward and keeps variables of earlier days.",
        (TerminalMultiplexer.Screen, _) => "Inside screen, which carries no port forward and keeps variables of earlier days.",
        (TerminalMultiplexer.Zellij, _) => "Inside Zellij, which carries no port forward and keeps variables of earlier days.",
        _ => null,
    };

    private static string? Browser(BrowserChoice browser) => browser switch
    {
        BrowserChoice.Graphical => "BROWSER is set, so the program it names can be opened.",
        BrowserChoice.EditorHelper => "BROWSER is set to the editor's helper, which opens the page on the user's own computer.",
        BrowserChoice.NoWindow => "BROWSER names a console browser or nothing that shows a page, so none is opened.",
        _ => null,
    };

    private static string? Preference(SignInPreference preference, EnvironmentSnapshot snapshot) => preference switch
    {
        SignInPreference.Browser => "LOOPBACK_OAUTH_MODE asks for a browser, so one is opened.",
        SignInPreference.NoBrowser when snapshot.Value(SignInPreferenceVariables.Mode).Contains("no-browser", StringComparison.OrdinalIgnoreCase) =>
            "LOOPBACK_OAUTH_MODE asks for no browser, so none is opened.",
        SignInPreference.NoBrowser => "NO_BROWSER is set, so none is opened.",
        SignInPreference.ManualPaste => "LOOPBACK_OAUTH_MODE asks for a paste, so there is neither a browser nor a listener.",
        SignInPreference.Invalid => "LOOPBACK_OAUTH_MODE has a value that means nothing (auto, browser, no-browser and paste do), so a sign-in stops.",
        _ => null,
    };
}
