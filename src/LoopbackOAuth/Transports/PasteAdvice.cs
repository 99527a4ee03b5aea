using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>What to tell a user whose paste was refused: what it was, and what to paste instead.</summary>
internal static class PasteAdvice
{
    /// <summary>At most two lines of a terminal: what was wrong, what to paste instead, and where it is.</summary>
    public static string For(CallbackRefusal refusal, Uri redirectUri) => refusal switch
    {
        CallbackRefusal.Empty =>
            "Nothing was pasted. Copy the full address from the browser's address bar and paste it here.",
        CallbackRefusal.TooLarge =>
            $"That is longer than {CallbackParser.MaxLength / 1024} KB, which no callback address is. Paste only what is in the browser's address bar.",
        CallbackRefusal.StateMismatch =>
            "That is from an earlier attempt or another sign-in: its state does not belong to this one. Open the URL above and paste the address it ends at.",
        CallbackRefusal.StateMissing =>
            "That has no state, so it could be anybody's answer. Paste the full address from the browser's address bar, from http:// to its end.",
        CallbackRefusal.BareCode =>
            $"That looks like a code alone: its state is missing. Paste the full address from the address bar; it starts with {redirectUri.OriginalString}",
        CallbackRefusal.AuthorizationUrl =>
            $"That is the address of the sign-in page itself. Open it, approve, and paste the address it ends at, which starts with {redirectUri.OriginalString}",
        CallbackRefusal.WrongRedirectUri =>
            $"That is the address of something else or of another attempt. Paste the one that starts with {redirectUri.OriginalString} (same host, port and path).",
        CallbackRefusal.NothingDelivered =>
            "That address has neither a code nor an error. Approve first, and copy the whole address when the browser has left the sign-in page.",
        CallbackRefusal.RepeatedParameter =>
            "That address has a parameter more than once, as two addresses in one would. Copy it from the address bar again and paste it once.",
        CallbackRefusal.Malformed =>
            "That address is damaged: a character or an escape in it is invalid. Copy it from the browser's address bar again.",
        CallbackRefusal.IssuerMismatch or CallbackRefusal.IssuerMissing =>
            "That answer is not from the authorization server of this sign-in. Open the URL above and paste the address it ends at.",
        CallbackRefusal.Closed =>
            "This sign-in is over. Start it again.",
        _ =>
            $"That is not a callback address. Paste the full address from the browser's address bar; it starts with {redirectUri.OriginalString}",
    };
}
