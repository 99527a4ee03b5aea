namespace LoopbackOAuth.Testing;

/// <summary>What a token store was asked to do.</summary>
public enum TokenStoreOperation
{
    /// <summary>To get an entry.</summary>
    Get,

    /// <summary>To write an entry.</summary>
    Set,

    /// <summary>To remove an entry.</summary>
    Remove,

    /// <summary>To list all entries.</summary>
    List,

    /// <summary>To lock an entry.</summary>
    Lock,

    /// <summary>To check that entries could be kept.</summary>
    Verify,

    /// <summary>To remove something damaged.</summary>
    RemoveDamaged,
}
