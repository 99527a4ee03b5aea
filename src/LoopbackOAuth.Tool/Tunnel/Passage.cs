namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>How a connection of the browser went through the tunnel.</summary>
internal enum Passage
{
    /// <summary>The browser said nothing, as with a connection that it opens in advance.</summary>
    Unused,

    /// <summary>There was no connection to the remote host in time.</summary>
    NoTunnel,

    /// <summary>The remote host said nothing: nobody listens there.</summary>
    NoAnswer,

    /// <summary>A request and its reply.</summary>
    Carried,

    /// <summary>What may have been an authorization response, and it was taken.</summary>
    Delivered,
}
