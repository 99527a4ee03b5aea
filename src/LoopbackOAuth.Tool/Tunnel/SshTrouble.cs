namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>What a line of ssh says about the connection. In the order of weight: of several lines the weightiest tells why ssh ended.</summary>
internal enum SshTrouble
{
    /// <summary>Nothing that matters here.</summary>
    None,

    /// <summary>Nobody listens on the port of the remote host. The connection itself is well.</summary>
    NobodyListens,

    /// <summary>The host cannot be reached.</summary>
    Unreachable,

    /// <summary>The name of the host is not known.</summary>
    UnknownName,

    /// <summary>The host refuses the user, the key or the password.</summary>
    LoginRefused,

    /// <summary>The host does not allow forwards.</summary>
    ForwardForbidden,

    /// <summary>This ssh is older than the option that keeps it in the foreground, and than the setting that would send it away.</summary>
    CannotForbidFork,

    /// <summary>The command line or the configuration is not what ssh expects.</summary>
    Misconfigured,

    /// <summary>The host's key is not the expected one, or was not accepted.</summary>
    HostKeyRefused,
}
