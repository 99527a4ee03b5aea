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
        if (plan.Hint is SignInHint.EditorForward)
        {
            screen.Say($"Nothing has arrived yet. If the page cannot connect, add port {port} in the Ports view of VS Code, and reload it.");
        }
        else if (plan.Listens && plan.Hint is not SignInHint.PasteOnly && ForwardCommands.For(prompt.RedirectUri, prompt.Environment) is { } forward)
        {
            screen
                .Line("Nothing has arrived yet. Page cannot connect? Your own computer must run this:")
                .Line(forward.Line)
                .Say($"Does it say \"Address already in use\"? Then: lsof -iTCP:{port} -sTCP:LISTEN");
        }
        else if (isPrompting)
        {
            return screen.Say("Nothing has arrived yet. The page that fails to load is the right one: copy its address, and paste it now.").Lines;
        }
        else if (!plan.Pastes)
        {
            return screen.Say("Nothing has arrived yet. The page that fails to load is the right one: bring its address to this host as said above.").Lines;
        }

        return isPrompting ? screen.Say("Or copy the address of the page that failed to load, and paste it now.").Lines : screen.Lines;
    }
}
