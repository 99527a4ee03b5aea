using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// The words about how the answer comes from the browser to this process, by environment: what most likely works first,
/// then the other way.
/// </summary>
internal static class HintText
{
    /// <summary>Whether the first thing to do, for everybody here, is to run the forward's command.</summary>
    public static bool BeginsWithForward(SignInPrompt prompt) =>
        prompt.Plan.Hint is not (SignInHint.None or SignInHint.Unknown)
        && WithoutForward(prompt) is null
        && FirstForward(prompt) is not null;

    /// <summary>The forward's command where it comes before the paste, be it for some or for everybody.</summary>
    public static ForwardCommand? FirstForward(SignInPrompt prompt) => IsPasteFirst(prompt) ? null : ForwardOf(prompt);

    public static void AddTo(ScreenText screen, SignInPrompt prompt)
    {
        ForwardCommand? first = FirstForward(prompt);
        string? withoutForward = WithoutForward(prompt);
        screen.Paragraph();
        if (withoutForward is not null)
        {
            screen.Say(withoutForward);
        }

        if (first is not null)
        {
            ForwardText.AddFirst(screen, prompt, first, isForSome: withoutForward is not null);
        }

        PasteText.AddBesideListener(screen.Paragraph(), prompt, first);
        if (first is null && ForwardOf(prompt) is { } forward)
        {
            ForwardText.AddSecond(screen.Paragraph(), prompt, forward);
        }
    }

    /// <summary>
    /// Whether bringing the address is the first thing to do, and a forward only for those who prefer it. The words follow
    /// the plan: it knows whether a prompt is possible, and which way is the likelier one.
    /// </summary>
    public static bool IsPasteFirst(SignInPrompt prompt) => prompt.Plan.Hint is SignInHint.PasteOnly
        || (prompt.Plan.Channels is [SignInChannel.Paste, ..]
            && !(prompt.Environment.Id == EnvironmentIds.Codespaces && ForwardCommands.IsOverSsh(prompt.Environment)));

    private static ForwardCommand? ForwardOf(SignInPrompt prompt) =>
        prompt.Plan.Hint is SignInHint.None ? null : ForwardCommands.For(prompt.RedirectUri, prompt.Environment);

    /// <summary>Who needs neither a command nor a paste; <see langword="null"/> when nobody here is known to.</summary>
    private static string? WithoutForward(SignInPrompt prompt)
    {
        int port = prompt.RedirectUri.Port;
        return (prompt.Plan.Hint, prompt.Environment.Id) switch
        {
            (SignInHint.EditorForward, _) =>
                $"VS Code forwards port {port} to your own computer by itself: just open the URL. If the last page does not load, open the Ports view: port {port} must be there and lead to localhost:{port}. Then reload that page.",
            (SignInHint.WorkspaceForward, EnvironmentIds.Codespaces or EnvironmentIds.Gitpod) when ForwardCommands.IsOverSsh(prompt.Environment) => null,
            (SignInHint.WorkspaceForward, EnvironmentIds.Codespaces) =>
                $"If VS Code runs on your own computer and not in a browser tab, just open the URL: it forwards port {port} by itself.",
            (SignInHint.WorkspaceForward, EnvironmentIds.Gitpod) =>
                $"If VS Code or a JetBrains IDE runs on your own computer and not in a browser tab, just open the URL: it forwards port {port} by itself.",
            (SignInHint.Unknown, EnvironmentIds.WindowsService) => "If your browser is on this machine, also in a remote desktop session, just open the URL.",
            (SignInHint.Unknown, _) => "If your browser is on this machine, just open the URL.",
            _ => null,
        };
    }
}
