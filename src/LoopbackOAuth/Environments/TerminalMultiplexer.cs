namespace LoopbackOAuth.Environments;

/// <summary>A program that keeps a shell alive while the user's terminal comes and goes. It carries no port forward, and what its shells know of the connection may be old.</summary>
public enum TerminalMultiplexer
{
    /// <summary>None is seen.</summary>
    None,

    /// <summary>tmux.</summary>
    Tmux,

    /// <summary>GNU screen.</summary>
    Screen,

    /// <summary>Zellij.</summary>
    Zellij,
}
