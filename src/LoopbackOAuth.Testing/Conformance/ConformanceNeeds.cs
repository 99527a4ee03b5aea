namespace LoopbackOAuth.Testing.Conformance;

/// <summary>What a script cannot do without.</summary>
[Flags]
internal enum ConformanceNeeds
{
    None = 0,

    /// <summary>A listener that speaks HTTP.</summary>
    Http = 1,

    /// <summary>A transport that can be given a clock.</summary>
    Clock = 2,

    /// <summary>A transport that takes form posts when asked to.</summary>
    FormPost = 4,

    /// <summary>A redirect rule that leaves the port open.</summary>
    AnyPort = 8,

    /// <summary>A transport that takes the response from scripts of allowed origins.</summary>
    CrossOrigin = 16,
}
