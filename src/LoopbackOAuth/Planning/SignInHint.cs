namespace LoopbackOAuth.Planning;

/// <summary>Which words a user on this host needs beside the URL.</summary>
public enum SignInHint
{
    /// <summary>None: browser and process share a machine.</summary>
    None,

    /// <summary>An SSH port forward.</summary>
    SshForward,

    /// <summary>A port forward by the tool of the service that hosts this place (Codespaces, Coder, Session Manager), or by SSH or a desktop editor where that reaches it (Gitpod). Where a paste is the surer way, it comes first.</summary>
    WorkspaceForward,

    /// <summary>There is no way to forward: paste the address.</summary>
    PasteOnly,

    /// <summary>A container or a pod: a port forward by the orchestrator, or a paste, because a port that the container runtime publishes does not reach a loopback interface.</summary>
    ContainerForward,

    /// <summary>Nothing is known about the way to the user's browser.</summary>
    Unknown,

    /// <summary>None, or a look at its list of ports: an editor on the user's own computer forwards the port by itself.</summary>
    EditorForward,
}
