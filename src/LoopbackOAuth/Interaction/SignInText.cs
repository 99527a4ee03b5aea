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
    /// <returns>The lines, sanitized; the one with the URL must not be wrapped.</returns>
    public static IReadOnlyList<string> Compose(SignInPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        SignInPlan plan = prompt.Plan;
        List<string> lines =
        [
            $"Open this URL {(IsRemote(plan) ? "on your own computer " : string.Empty)}to sign in to {TerminalText.Sanitize(prompt.ProviderName, 60)}:",
            PrintableUri.Of(prompt.AuthorizationUri),
            string.Empty,
        ];

        if (plan.Listens)
        {
            lines.Add($"Waiting for callback on {PrintableUri.Of(prompt.RedirectUri)}");
            AddParagraph(lines, HintText.Compose(prompt));
            AddParagraph(lines, plan.Pastes ? PasteText.BesideListener(plan) : PasteText.Unavailable(plan));
        }
        else
        {
            lines.AddRange(PasteText.Alone(prompt.RedirectUri));
        }

        if (plan.Hint is not SignInHint.None || !plan.Listens)
        {
            AddParagraph(lines, Links(prompt));
        }

        return lines;
    }

    private static bool IsRemote(SignInPlan plan) => plan.Hint is SignInHint.SshForward or SignInHint.WorkspaceForward or SignInHint.PasteOnly;

    private static IEnumerable<string> Links(SignInPrompt prompt)
    {
        if (prompt.Guide is { IsAbsoluteUri: true } guide)
        {
            yield return $"Guide: {PrintableUri.Of(guide)}";
        }

        if (prompt.ProviderDocumentation is { IsAbsoluteUri: true } documentation)
        {
            yield return $"Provider docs: {PrintableUri.Of(documentation)}";
        }
    }

    private static void AddParagraph(List<string> lines, IEnumerable<string> paragraph)
    {
        int before = lines.Count;
        lines.AddRange(paragraph);
        if (lines.Count > before)
        {
            lines.Insert(before, string.Empty);
        }
    }
}
