using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Interaction;

/// <summary>The lines for a notice.</summary>
internal static class NoticeText
{
    // What happened and what to do about it, so longer than one thing a server said.
    private const int MaxLength = 600;

    public static string Of(SignInNotice notice) => TerminalText.Sanitize(notice.Text, MaxLength);

    /// <summary>What else there is to know after a success: what may go now, and whose tokens they are.</summary>
    public static IReadOnlyList<string> AfterSuccess(SignInPrompt prompt)
    {
        ScreenText screen = new();
        if (ForwardText.AfterSuccess(prompt) is { } forward)
        {
            screen.Say(forward);
        }

        if (IdentityText.AfterSuccess(prompt.Environment) is { } identity)
        {
            screen.Say(identity);
        }

        return screen.Lines;
    }
}
