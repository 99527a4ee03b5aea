using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The JSON object of <c>doctor --json</c>. It has no place for a secret.</summary>
internal sealed record DoctorReport
{
    /// <summary>The worst state: <c>ok</c>, <c>warn</c> or <c>fail</c>.</summary>
    public required string Outcome { get; init; }

    public required string ToolVersion { get; init; }

    public required IReadOnlyList<DoctorFinding> Findings { get; init; }

    public static DoctorReport Of(IReadOnlyList<(DoctorCheck Check, IReadOnlyList<CheckResult> Results)> run)
    {
        CheckState worst = run.SelectMany(check => check.Results).Select(result => result.State).DefaultIfEmpty().Max();
        return new DoctorReport
        {
            Outcome = NameOf(worst is CheckState.Skipped ? CheckState.Ok : worst),
            ToolVersion = VersionsCheck.Tool,
            Findings = [.. run.SelectMany(check => check.Results.Select(result => DoctorFinding.Of(check.Check.Name, result)))],
        };
    }

    public static string NameOf(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Skipped => "skipped",
        CheckState.Warn => "warn",
        _ => "fail",
    };
}
