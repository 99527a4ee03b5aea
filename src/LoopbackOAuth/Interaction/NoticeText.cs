using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Interaction;

/// <summary>The line for a notice.</summary>
internal static class NoticeText
{
    private const int MaxLength = 600;
    private const string Success = "Login successful!";

    public static string Of(SignInNotice notice)
    {
        // What happened and what to do about it, so longer than one thing a server said.
        string text = TerminalText.Sanitize(notice.Text, MaxLength);
        if (text.Length == 0)
        {
            return Default(notice.Kind);
        }

        return notice.Kind is SignInNoticeKind.Succeeded && !text.StartsWith(Success, StringComparison.Ordinal)
            ? $"{Success} {text}"
            : text;
    }

    private static string Default(SignInNoticeKind kind) => kind switch
    {
        SignInNoticeKind.BrowserOpened => "Browser opened.",
        SignInNoticeKind.BrowserNotOpened => "Could not open a browser; use the URL above.",
        SignInNoticeKind.PasteRefused => "That was not accepted. Paste the full address of the last page, from the browser's address bar.",
        SignInNoticeKind.PasteClosed => "The prompt is closed; still waiting for the callback.",
        SignInNoticeKind.ManyRefused => "Many requests were refused: some program on this machine may be guessing. Still waiting.",
        SignInNoticeKind.ResponseReceived => "Got the authorization response, completing sign-in.",
        _ => Success,
    };
}
