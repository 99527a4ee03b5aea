namespace LoopbackOAuth.Tokens;

/// <summary>What a sign-out did to the stored entry.</summary>
public enum EntryRemoval
{
    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>There was none.</summary>
    NotThere,

    /// <summary>The store could not remove it: it is still there.</summary>
    Failed,
}
