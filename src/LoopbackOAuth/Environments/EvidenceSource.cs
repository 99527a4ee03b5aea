namespace LoopbackOAuth.Environments;

/// <summary>How well the facts of a row are known.</summary>
internal enum EvidenceSource
{
    /// <summary>From descriptions of the product; not seen on it.</summary>
    Described,

    /// <summary>In the product's own documentation or source, or in code of others that runs there; not seen on it.</summary>
    Documented,

    /// <summary>Seen on the real thing.</summary>
    Seen,
}
