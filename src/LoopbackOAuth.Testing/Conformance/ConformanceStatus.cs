namespace LoopbackOAuth.Testing.Conformance;

/// <summary>How a transport did in one script.</summary>
public enum ConformanceStatus
{
    /// <summary>It did what it must.</summary>
    Passed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>The script says nothing about this transport, or cannot be run with these options.</summary>
    NotApplicable,
}
