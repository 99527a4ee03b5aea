using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>The words about pasting the address the browser was sent to.</summary>
internal static class PasteText
{
    // Attackers ask their victims for exactly this address, so whoever offers a paste says where it belongs.
    private const string OnlyHere = "Paste it only here, never into a web page or a chat: it opens your account.";

    private const string Relay = "Or run this on your own computer, with the URL above between the quotes:";
    private const string RelayCommand = "loopback-oauth relay \"authorization-url\"";

    /// <summary>No listener: the page that does not load is the expected end.</summary>
    public static void AddAlone(ScreenText screen, Uri redirectUri) => screen
        .Line("After you approve, the browser goes to")
        .Line(PrintableUri.Of(redirectUri))
        .Line("and that page fails to load. This is expected: nothing listens there.")
        .Line("Copy its full address from the address bar and paste it at the prompt below.")
        .Line(OnlyHere)
        .Line(Relay)
        .Line(RelayCommand);

    /// <summary>The prompt runs beside the listener; without a prompt, the address can still be brought to the listener.</summary>
    /// <param name="screen">Where to add.</param>
    /// <param name="prompt">What there is to show.</param>
    /// <param name="forward">What the words before this tell to run, or <see langword="null"/> when a paste is the first thing to do.</param>
    public static void AddBesideListener(ScreenText screen, SignInPrompt prompt, ForwardCommand? forward)
    {
        SignInPlan plan = prompt.Plan;
        if (plan.Hint is SignInHint.None)
        {
            if (plan.Pastes)
            {
                screen.Say("If the last page does not load, copy its full address and paste it below.").Line(OnlyHere);
            }

            return;
        }

        string failing = Failing(prompt, forward);
        if (!plan.Pastes)
        {
            AddWithoutPrompt(screen, prompt, failing);
            return;
        }

        screen.Say($"{failing} copy its full address and paste it at the prompt below.").Line(OnlyHere);
        if (plan.Hint is SignInHint.PasteOnly)
        {
            screen.Line(Relay).Line(RelayCommand);
        }
    }

    private static string Failing(SignInPrompt prompt, ForwardCommand? forward)
    {
        if (forward is not null)
        {
            return HintText.BeginsWithForward(prompt)
                ? "2. Open the URL in your browser. Without step 1 the last page fails to load, which is expected:"
                : $"No {forward.Program} there? Open the URL anyway. The last page then fails to load, which is expected:";
        }

        return prompt.Plan.Hint switch
        {
            _ when prompt.UnsafeListenAny => $"If port {prompt.RedirectUri.Port} is published as {PublishedPort.Of(prompt)}, the last page loads by itself. If it does not:",
            SignInHint.EditorForward => "Or",
            SignInHint.WorkspaceForward when prompt.Environment.Id is EnvironmentIds.Codespaces or EnvironmentIds.Gitpod => "In a browser tab the last page fails to load, which is expected:",
            SignInHint.Unknown => "On another computer the last page fails to load, which is expected:",
            _ => "After you approve, the browser goes to that address, and the page fails to load. This is expected:",
        };
    }

    // What the browser would have asked for can be asked for from this side too.
    private static void AddWithoutPrompt(ScreenText screen, SignInPrompt prompt, string failing)
    {
        string place = prompt.Environment.Id switch
        {
            EnvironmentIds.Container => "in another shell in this container (docker exec -it)",
            EnvironmentIds.Kubernetes => "in another shell in this pod (kubectl exec -it)",
            _ => "in another shell on this host",
        };
        screen
            .Say($"{failing} copy its full address and, {place}, run this with it between the quotes:")
            .Line(IsWindows(prompt.Environment) ? "curl.exe \"address-of-that-page\"" : "curl 'address-of-that-page'");
        if (prompt.Environment.Id is EnvironmentIds.Container or EnvironmentIds.Kubernetes)
        {
            screen.Line("No curl in there? Start again on a terminal (-it): it asks for the address.");
        }

        screen.Line("Give it to nobody else, no web page and no chat: it opens your account.");
    }

    // In PowerShell 'curl' alone is something else, and cmd.exe knows only double quotes.
    private static bool IsWindows(HostEnvironment environment) =>
        environment.Platform is HostPlatform.Windows || environment.Id is EnvironmentIds.WindowsService or EnvironmentIds.DesktopWindows;
}
