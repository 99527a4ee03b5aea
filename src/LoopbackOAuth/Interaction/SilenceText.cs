using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>What is said once, when a sign-in on a remote host has waited for a while: what to look at, and the other way.</summary>
internal static class SilenceText
{
    /// <summary>Composes the notice.</summary>
    /// <param name="prompt">What was shown at the start.</param>
    /// <param name="isPrompting">Whether a paste can be taken now.</param>
    /// <returns>Its lines; none where browser and process share a machine.</returns>
    public static IReadOnlyList<string> Compose(SignInPrompt prompt, bool isPrompting)
    {
        SignInPlan plan = prompt.Plan;
        ScreenText screen = new();
        if (plan.Hint is SignInHint.None)
        {
            return screen.Lines;
        }

        int port = prompt.RedirectUri.Port;
        string paste = isPrompting ? "copy the address of the page that failed to load, and paste it now." : string.Empty;
        if (!plan.Listens || plan.Hint is SignInHint.PasteOnly)
        {
            return isPrompting ? screen.Say($"Nothing has arrived yet. A page that fails to load is the right one: {paste}").Lines : screen.Lines;
        }

        if (plan.Hint is SignInHint.EditorForward)
        {
            screen.Say($"Nothing has arrived yet. If the browser cannot connect, add port {port} in the Ports view of VS Code, and reload the page.");
        }
        else if (ForwardCommands.For(prompt.RedirectUri, prompt.Environment) is { } forward)
        {
            screen.Say("Nothing has arrived yet. If the browser cannot connect, run this where it is:").Line(forward.Line);
            screen.Say($"\"Address already in use\"? See by what: lsof -iTCP:{port} -sTCP:LISTEN");
        }
        else
        {
            screen.Say($"Nothing has arrived yet. If the browser cannot connect, it does not reach port {port} of this machine.");
        }

        return isPrompting ? screen.Say($"Or {paste}").Lines : screen.Lines;
    }
}
