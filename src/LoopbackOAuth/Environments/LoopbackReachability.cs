namespace LoopbackOAuth.Environments;

/// <summary>Whether the user's browser can reach a listener on this process's loopback interface.</summary>
public enum LoopbackReachability
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>Yes: browser and process share the loopback interface, or it is relayed without further ado.</summary>
    Direct,

    /// <summary>Only through a port forward that the user sets up, such as <c>ssh -L</c>.</summary>
    ForwardNeeded,

    /// <summary>No: there is no way to forward the port with the redirect URI intact.</summary>
    Unreachable,
}
