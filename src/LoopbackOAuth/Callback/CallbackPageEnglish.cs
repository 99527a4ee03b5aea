namespace LoopbackOAuth.Callback;

/// <summary>The texts for whoever sets none. They say what is known and no more, in short sentences.</summary>
internal static class CallbackPageEnglish
{
    public static CallbackPageText Of(CallbackPageKind kind) => kind switch
    {
        CallbackPageKind.Success => new(
            "You are signed in",
            "You can close this tab and go back to the application."),
        CallbackPageKind.Received => new(
            "Return to the application",
            "Your answer has arrived. The application shows whether the sign-in worked.\nYou can close this tab."),
        CallbackPageKind.Denied => new(
            "Sign-in was declined",
            "Access was not given, and nothing was changed.\nYou can close this tab. The application says what to do next."),
        CallbackPageKind.Failure => new(
            "Sign-in did not complete",
            "The answer arrived, but the application could not finish the sign-in.\nYou can close this tab. The application says why, and what to do next."),
        _ => new(
            "This tab is not the current sign-in",
            "It may be left over from an earlier try. Nothing was changed.\nClose it and use the tab that was opened last. If there is none, start the sign-in again."),
    };
}
