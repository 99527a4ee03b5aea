namespace LoopbackOAuth.Transports;

/// <summary>How far a connection has come.</summary>
internal enum ConnectionPhase
{
    /// <summary>The peer has sent nothing yet, as a browser's connection made ahead of need.</summary>
    Idle,

    /// <summary>A part of the request has come, or it is one that is refused.</summary>
    Reading,

    /// <summary>It carries an accepted response, or shows what became of one: its reply is due.</summary>
    Replying,

    /// <summary>The reply was sent: only the peer's goodbye is waited for.</summary>
    Replied,
}
