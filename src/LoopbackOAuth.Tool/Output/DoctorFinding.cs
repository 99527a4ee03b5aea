using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One finding of <c>doctor --json</c>.</summary>
internal sealed record DoctorFinding
{
    public required string Check { get; init; }

    public required string State { get; init; }

    public string? Code { get; init; }

    public required string Cause { get; init; }

    public string? Remedy { get; init; }

    public static DoctorFinding Of(string check, CheckResult result) => new()
    {
        Check = check,
        State = DoctorReport.NameOf(result.State),
        Code = result.Code,
        Cause = result.Cause,
        Remedy = result.Remedy,
    };
}
