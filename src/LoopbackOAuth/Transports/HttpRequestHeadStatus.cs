namespace LoopbackOAuth.Transports;

/// <summary>How far the head of a request was received.</summary>
internal enum HttpRequestHeadStatus
{
    /// <summary>It is whole and well-formed.</summary>
    Complete,

    /// <summary>More must come.</summary>
    Incomplete,

    /// <summary>Whatever comes, it is not a request.</summary>
    Bad,
}
