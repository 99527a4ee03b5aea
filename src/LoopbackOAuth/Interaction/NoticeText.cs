using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Interaction;

/// <summary>The line for a notice.</summary>
internal static class NoticeText
{
    // What happened and what to do about it, so longer than one thing a server said.
    private const int MaxLength = 600;

    public static string Of(SignInNotice notice) => TerminalText.Sanitize(notice.Text, MaxLength);
}
