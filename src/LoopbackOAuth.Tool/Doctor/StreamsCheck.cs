namespace LoopbackOAuth.Tool.Doctor;

/// <summary>What the standard streams are, which decides whether a sign-in can ask for a paste.</summary>
internal sealed class StreamsCheck(StreamFacts facts) : DoctorCheck("streams")
{
    public override Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>([Judge(facts)]);

    /// <summary>The finding, as a pure function.</summary>
    internal static CheckResult Judge(StreamFacts facts)
    {
        string streams = $"input: {Kind(facts.Input)}, output: {Kind(facts.Output)}, error: {Kind(facts.Error)}.";
        return facts is { Input: true, Error: false }
            ? CheckResult.Warn($"{streams} The URL and the prompt of a sign-in go to standard error, where nobody sees them.", "Leave standard error on the terminal; results go to standard output.")
            : CheckResult.Ok(streams);
    }

    private static string Kind(bool isTerminal) => isTerminal ? "terminal" : "not a terminal";
}
