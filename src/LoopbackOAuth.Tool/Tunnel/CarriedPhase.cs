namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>How far a connection of the browser has come.</summary>
internal enum CarriedPhase
{
    /// <summary>It has said nothing.</summary>
    Idle,

    /// <summary>The head of its request is not complete.</summary>
    Reading,

    /// <summary>There is a request.</summary>
    Carrying,

    /// <summary>There is a reply, or the beginning of one.</summary>
    Replied,
}
