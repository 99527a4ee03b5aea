using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>What to do when no answer came in time, by environment. The port of the next sign-in may be another, so no command is repeated here.</summary>
internal static class TimeoutRemedy
{
    public static string For(SignInPrompt prompt)
    {
        SignInPlan plan = prompt.Plan;
        HostEnvironment environment = prompt.Environment;
        ForwardCommand? forward = plan.Listens ? ForwardCommands.For(prompt.RedirectUri, environment) : null;
        string terminal = environment.Id switch
        {
            EnvironmentIds.Container => " (docker run -it, docker exec -it)",
            EnvironmentIds.Kubernetes => " (kubectl exec -it)",
            EnvironmentIds.Ssh or EnvironmentIds.SshX11 => " (ssh -t)",
            _ => string.Empty,
        };
        string paste = plan.Pastes
            ? "copy the address of the page that fails to load and paste it at the prompt"
            : $"start it on a terminal{terminal}, where the address of the page that fails to load can be pasted";
        return plan.Hint switch
        {
            SignInHint.None => "Start again, and finish the page in the browser; a longer timeout can be set.",
            SignInHint.EditorForward => $"Start again. If the last page does not load, open the Ports view: the printed port must be there and lead to the same port of localhost. Or {paste}.",
            _ when prompt.UnsafeListenAny && plan.Listens && forward is null =>
                $"Start again with the port published (docker run -p {PublishedPort.Of(prompt)}). Or {paste}.",
            SignInHint.Unknown when plan.Listens => $"Start again, and open the URL in a browser on this machine. If it is on another computer, {(forward is null ? string.Empty : $"first run the {forward.Program} command that it prints then on that computer, or ")}{paste}.",
            _ when forward is not null && !HintText.IsPasteFirst(prompt) =>
                $"Start again, and run the {forward.Program} command that it prints then (the port may be another) on your own computer before you open the URL. Or {paste}.",
            _ => (plan.Pastes
                ? "Start again, copy the address of the page that fails to load, and paste it at the prompt."
                : $"Start again on a terminal{terminal}, where the address of the page that fails to load can be pasted.")
                + (forward is null ? string.Empty : $" Or run the printed {forward.Program} command on your own computer first."),
        };
    }
}
