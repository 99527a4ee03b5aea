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
        ForwardCommand? forward = plan.Listens && plan.Hint is not SignInHint.PasteOnly ? ForwardCommands.For(prompt.RedirectUri, prompt.Environment) : null;
        if (plan.Hint is SignInHint.EditorForward)
        {
            screen.Say($"Nothing has arrived yet. If the page cannot connect, open the Ports view: port {port} must be there and lead to localhost:{port}. Then reload the page.");
        }
        else if (forward is not null && !(isPrompting && HintText.IsPasteFirst(prompt)))
        {
            screen
                .Line("Nothing has arrived yet. Page cannot connect? Your own computer must run this:")
                .Line(forward.Line);
            AddBusyPort(screen, forward, port);
        }
        else if (prompt.UnsafeListenAny && plan.Listens && forward is null)
        {
            screen.Say($"Nothing has arrived yet. Page cannot connect? Then the port is not published as {PublishedPort.Of(prompt)}.");
            if (!plan.Pastes)
            {
                screen.Say("Bring the address of that page to this host as said above.");
            }
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

    // ssh takes what it gets of the two loopback addresses, and stays: only its one line tells (measured with OpenSSH 9.2).
    private static void AddBusyPort(ScreenText screen, ForwardCommand forward, int port)
    {
        string look = $"lsof -iTCP:{port} -sTCP:LISTEN";
        if (forward.IsSsh)
        {
            screen.Line("\"Address already in use\"? ssh stays, but does not work. See who has the port:").Line(look);
        }
        else
        {
            screen.Say($"\"Address already in use\"? See who has the port: {look}");
        }
    }
}
