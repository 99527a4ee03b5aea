namespace LoopbackOAuth.Fuzz;

/// <summary>What the head of a request is, as far as it was received.</summary>
internal enum HeadStatus
{
    /// <summary>More must come.</summary>
    Incomplete,

    /// <summary>It is all there.</summary>
    Complete,

    /// <summary>It is no request.</summary>
    Bad,
}
