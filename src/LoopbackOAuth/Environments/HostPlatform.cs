namespace LoopbackOAuth.Environments;

/// <summary>The operating system family a snapshot was taken on.</summary>
public enum HostPlatform
{
    /// <summary>Linux, and other Unix systems that are not macOS.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
