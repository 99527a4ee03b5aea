using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>What to tell a user whose paste was refused: what it was, and what to paste instead.</summary>
internal static class PasteAdvice
{
    public static string For(CallbackRefusal refusal, Uri redirectUri) => refusal switch
    {
        CallbackRefusal.Empty =>
            "Nothing was pasted. Paste the full address from the browser's address bar.",
        CallbackRefusal.TooLarge =>
            $"That is longer than {CallbackParser.MaxLength / 1024} KB, which no callback address is. Copy only the browser's address bar.",
        CallbackRefusal.StateMismatch =>
            "That address is from an earlier attempt, or from another sign-in: its state does not belong to this one. Finish the page opened by this sign-in and paste its address.",
        CallbackRefusal.StateMissing =>
            "That has no state, so it cannot be told from somebody else's answer. Paste the full address, from http:// to its end.",
        CallbackRefusal.BareCode =>
            "That looks like a code alone. Without its state it cannot be told from somebody else's: paste the full address from the address bar.",
        CallbackRefusal.AuthorizationUrl =>
            $"That is the address of the sign-in page itself. Open it, sign in, and paste the address the browser is sent to afterwards; it starts with {redirectUri.OriginalString}.",
        CallbackRefusal.WrongRedirectUri =>
            $"That address does not belong to this sign-in: it must start with {redirectUri.OriginalString} (same host, port and path).",
        CallbackRefusal.NothingDelivered =>
            "That address carries neither a code nor an error. Wait until the browser has followed the redirect, then copy the whole address.",
        CallbackRefusal.RepeatedParameter =>
            "That address repeats a parameter, which no authorization server does. Copy it again from the address bar, once.",
        CallbackRefusal.Malformed =>
            "That address is damaged: an escape or a character in it is invalid. Copy it again from the address bar.",
        CallbackRefusal.IssuerMismatch or CallbackRefusal.IssuerMissing =>
            "That answer does not come from the authorization server of this sign-in. Start again if the browser showed another provider's page.",
        CallbackRefusal.Closed =>
            "This sign-in is over. Start it again.",
        _ =>
            $"That is not a callback address. Paste the full address from the browser's address bar; it starts with {redirectUri.OriginalString}.",
    };
}
