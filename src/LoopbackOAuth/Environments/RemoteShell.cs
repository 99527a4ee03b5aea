namespace LoopbackOAuth.Environments;

/// <summary>What a shell on another host is reached through, as far as the names of its ancestors tell.</summary>
internal enum RemoteShell
{
    /// <summary>Nothing that tells.</summary>
    None,

    /// <summary>An SSH server.</summary>
    Ssh,

    /// <summary>mosh.</summary>
    Mosh,

    /// <summary>Session Manager of AWS.</summary>
    SessionManager,
}
