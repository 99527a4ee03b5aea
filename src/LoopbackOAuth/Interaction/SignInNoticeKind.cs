namespace LoopbackOAuth.Interaction;

/// <summary>What a notice is about.</summary>
public enum SignInNoticeKind
{
    /// <summary>The browser was opened.</summary>
    BrowserOpened,

    /// <summary>The browser could not be opened; the printed URL does instead.</summary>
    BrowserNotOpened,

    /// <summary>A paste was refused; the text says why and what to paste instead. The sign-in goes on.</summary>
    PasteRefused,

    /// <summary>The paste prompt was closed; the listener goes on.</summary>
    PasteClosed,

    /// <summary>The listener refused many requests; something on this machine may be guessing.</summary>
    ManyRefused,

    /// <summary>The authorization response arrived and is being completed.</summary>
    ResponseReceived,

    /// <summary>The sign-in succeeded.</summary>
    Succeeded,

    /// <summary>The listener is open on every network interface, because that was explicitly asked for. It is unsafe.</summary>
    ListensOnEveryInterface,
}
