using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>What the browser is told: here nothing is finished, and nobody knows yet whether it will be.</summary>
internal static class RelayPages
{
    public static CallbackPages Create() => CallbackPages.FromTexts("en", static kind => kind is CallbackPageKind.Received
        ? new CallbackPageText(
            "One step is left",
            "The answer has arrived on this computer, but the sign-in is not finished.\nGo back to the terminal, copy the line it shows, and paste it at the prompt on the remote host. That prompt shows whether the sign-in worked.\nYou can close this tab.")
        : null);
}
