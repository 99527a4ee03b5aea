namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>Where two texts of the same length differ.</summary>
public enum DifferencePlace
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>In the first byte.</summary>
    First,

    /// <summary>In the byte in the middle.</summary>
    Middle,

    /// <summary>In the last byte.</summary>
    Last,
}
