using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Everything a user reads at the start of a sign-in: the URL first and unwrapped, where the answer is waited for, and
/// then only what this environment makes necessary. A pure function of the prompt; it fits one screen of 24 lines by 80
/// columns, the URL apart.
/// </summary>
public static class SignInText
{
    /// <summary>Composes the text, for a presenter that shows it elsewhere than on the console.</summary>
    /// <param name="prompt">What there is to show.</param>
    /// <returns>The lines, sanitized; those with the URL or a command must not be wrapped.</returns>
    public static IReadOnlyList<string> Compose(SignInPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        SignInPlan plan = prompt.Plan;
        ScreenText screen = new();
        screen.Say(Headline(prompt)).Line(PrintableUri.Of(prompt.AuthorizationUri)).Paragraph();
        if (plan.Listens)
        {
            screen.Line($"Waiting for callback on {PrintableUri.Of(prompt.RedirectUri)}");
            AddMovedPort(screen, prompt);
            HintText.AddTo(screen, prompt);
        }
        else
        {
            PasteText.AddAlone(screen, prompt.RedirectUri);
        }

        // With a forward first the screen is at its fullest, and this gap is the first to go.
        if (!plan.Listens || HintText.FirstForward(prompt) is null)
        {
            screen.Paragraph();
        }

        if (IdentityText.Of(prompt.Environment) is { } identity)
        {
            screen.Say(identity);
        }

        if (plan.Hint is not SignInHint.None || !plan.Listens)
        {
            AddLinks(screen, prompt);
        }

        return screen.Lines;
    }

    private static string Headline(SignInPrompt prompt)
    {
        string provider = TerminalText.Sanitize(prompt.ProviderName, 60);
        if (prompt.Plan.Listens && HintText.BeginsWithForward(prompt))
        {
            return $"To sign in to {provider}, do step 1 below first, and then open this URL:";
        }

        return prompt.Plan.Hint is SignInHint.None or SignInHint.Unknown
            ? $"Open this URL to sign in to {provider}:"
            : $"Open this URL on your own computer to sign in to {provider}:";
    }

    // Whoever knows the usual port types it from memory.
    private static void AddMovedPort(ScreenText screen, SignInPrompt prompt)
    {
        if (prompt.PreferredPort is { } preferred && preferred != prompt.RedirectUri.Port)
        {
            screen.Say($"Port {preferred}, the usual one, is taken on this machine. This sign-in uses port {prompt.RedirectUri.Port}.");
        }
    }

    private static void AddLinks(ScreenText screen, SignInPrompt prompt)
    {
        if (prompt.Guide is { IsAbsoluteUri: true } guide)
        {
            screen.Line($"Guide: {PrintableUri.Of(guide)}");
        }

        if (prompt.ProviderDocumentation is { IsAbsoluteUri: true } documentation)
        {
            screen.Line($"Provider docs: {PrintableUri.Of(documentation)}");
        }
    }
}
