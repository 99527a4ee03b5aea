namespace LoopbackOAuth.Testing.Conformance;

/// <summary>How a transport did in one script.</summary>
public sealed record ConformanceResult
{
    internal ConformanceResult(ConformanceScript script, ConformanceStatus status, string explanation)
    {
        Script = script;
        Status = status;
        Explanation = explanation;
    }

    /// <summary>The script.</summary>
    public ConformanceScript Script { get; }

    /// <summary>How the transport did.</summary>
    public ConformanceStatus Status { get; }

    /// <summary>What was wrong, or why the script does not apply; empty after a pass.</summary>
    public string Explanation { get; }

    /// <summary>Whether the transport did not do what it must.</summary>
    public bool HasFailed => Status is ConformanceStatus.Failed;

    /// <summary>The id, the status and the explanation; after a failure also what was done and what must happen.</summary>
    /// <returns>One line, for the message of an assertion.</returns>
    public override string ToString() => Status switch
    {
        ConformanceStatus.Passed => $"{Script.Id}: passed",
        ConformanceStatus.NotApplicable => $"{Script.Id}: not applicable. {Explanation}",
        _ => $"{Script.Id}: failed. {Explanation} Done: {Script.Description} Must: {Script.Expectation} ({Script.Reference})",
    };
}
