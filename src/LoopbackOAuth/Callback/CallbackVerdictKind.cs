namespace LoopbackOAuth.Callback;

/// <summary>What became of a delivery.</summary>
public enum CallbackVerdictKind
{
    /// <summary>It does not count; the wait goes on.</summary>
    Refused,

    /// <summary>It is the response this sign-in waited for, and the first of its kind.</summary>
    Accepted,

    /// <summary>It is right, but a response was accepted before (a reload, or a second channel). Show the same page; do nothing else.</summary>
    Repeated,
}
