using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>The words about how the browser's request can reach the listener, by environment.</summary>
internal static class HintText
{
    public static IEnumerable<string> Compose(SignInPrompt prompt) => prompt.Plan.Hint switch
    {
        SignInHint.SshForward => SshForward(prompt),
        SignInHint.WorkspaceForward => WorkspaceForward(prompt),
        SignInHint.ContainerForward => ContainerForward(prompt),
        SignInHint.Unknown => Unknown(prompt),
        _ => [],
    };

    private static IEnumerable<string> SshForward(SignInPrompt prompt)
    {
        if (TunnelHint.Create(prompt.RedirectUri, prompt.Environment) is not { } hint)
        {
            yield break;
        }

        yield return "Your browser looks for it on your own computer, but it is on this remote host.";
        yield return "First run this in a second terminal on your own computer, and leave it running:";
        foreach (string line in Commands(hint))
        {
            yield return line;
        }

        if (CarrierNote(prompt.Environment) is { } note)
        {
            yield return note;
        }
    }

    private static IEnumerable<string> Unknown(SignInPrompt prompt)
    {
        if (TunnelHint.Create(prompt.RedirectUri, prompt.Environment) is not { } hint)
        {
            yield break;
        }

        yield return "If your browser is on this machine, just open the URL. If it is on another one,";
        yield return "first run this in a terminal on that other computer, and leave it running:";
        foreach (string line in Commands(hint))
        {
            yield return line;
        }

        if (CarrierNote(prompt.Environment) is { } note)
        {
            yield return note;
        }
    }

    private static IEnumerable<string> Commands(TunnelHint hint)
    {
        yield return hint.Command;
        yield return hint.HasPlaceholders
            ? "(Replace user and remote-host by your login. It prints nothing while it works.)"
            : "(It prints nothing while it works. Use the name and host you log in with.)";
        yield return "Through a jump box:";
        yield return hint.JumpCommand;
        yield return "or, where ssh is too old for -J, put this in the place of -J and its host:";
        yield return hint.ProxyOption;
    }

    private static string? CarrierNote(HostEnvironment environment)
    {
        bool isTmux = environment.Signals.Contains("TMUX", StringComparer.Ordinal);
        bool isScreen = environment.Signals.Contains("STY", StringComparer.Ordinal);
        string? carrier = isTmux ? "tmux" : isScreen ? "screen" : null;
        return carrier is null ? null : $"{carrier} does not carry the forward: it needs that plain ssh of its own.";
    }

    private static IEnumerable<string> WorkspaceForward(SignInPrompt prompt)
    {
        int port = prompt.RedirectUri.Port;
        yield return "That address is in this remote workspace. A desktop editor connected to it";
        yield return $"forwards port {port} by itself (look at its list of ports): just open the URL.";
        if (prompt.Environment.Id == EnvironmentIds.Codespaces)
        {
            yield return "With the editor in a browser tab, first run this on your own computer:";
            yield return $"gh codespace ports forward {port}:{port}";
        }
    }

    private static IEnumerable<string> ContainerForward(SignInPrompt prompt)
    {
        int port = prompt.RedirectUri.Port;
        if (prompt.Environment.Id == EnvironmentIds.Kubernetes)
        {
            yield return "That address is inside this pod. First run this where your browser is:";
            yield return $"kubectl port-forward pod/{PodName(prompt.Environment)} {port}:{port}";
            yield break;
        }

        yield return "That address is inside this container. A published port (-p) does not reach it,";
        yield return "because the listener takes only loopback. On Linux, a container started with";
        yield return "--network host shares the machine's loopback, and the browser reaches it.";
    }

    // A pod's host name is the pod's name unless its author chose otherwise.
    private static string PodName(HostEnvironment environment) =>
        ShellSafeName.Host(environment.HostName) ?? "pod-name";
}
