using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>What to do when no answer came in time, by environment. The port of the next sign-in may be another, so no command is repeated here.</summary>
internal static class TimeoutRemedy
{
    private const string Paste = "copy the address of the page that fails to load, and paste it at the prompt";

    public static string For(SignInPrompt prompt)
    {
        SignInPlan plan = prompt.Plan;
        if (!plan.Listens || (plan.Hint is SignInHint.PasteOnly && plan.Pastes))
        {
            return $"Start again, open the URL that is printed then, and {Paste}.";
        }

        string other = plan.Pastes ? $", or {Paste}" : ", or start it on a terminal (ssh -t, docker run -it), where the address of the page that fails to load can be pasted";
        return plan.Hint switch
        {
            SignInHint.None => "Start again, and finish the page in the browser; a longer timeout can be set.",
            SignInHint.PasteOnly => "Start again on a terminal, where the address of the page that fails to load can be pasted.",
            SignInHint.EditorForward => $"Start again; if the browser cannot connect, add the printed port in the Ports view of VS Code{other}.",
            _ when ForwardCommands.For(prompt.RedirectUri, prompt.Environment) is { } forward =>
                $"Start again, and run the printed {forward.Program} command on your own computer before you open the URL{other}.",
            _ when prompt.Environment.Id == EnvironmentIds.Gitpod => $"Start again; if the browser cannot connect, look for the printed port in the list of ports of your editor{other}.",
            _ => $"Start again, and open the URL in a browser on this machine{other}.",
        };
    }
}
