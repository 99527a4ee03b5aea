using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The one JSON object of <c>logout --json</c>. It has no place for a secret.</summary>
internal sealed record LogoutReport
{
    internal const string Retry = "Run the command again to go on; 'loopback-oauth remove <id>' removes one from this machine without the server.";

    /// <summary><c>signed_out</c>, <c>not_signed_in</c>, <c>failed</c> or <c>cancelled</c>; it goes with the exit code.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was to be signed out, each with what became of it.</summary>
    public required IReadOnlyList<SignOutReport> Entries { get; init; }

    /// <summary>What was to be signed out and cannot be read.</summary>
    public required IReadOnlyList<DamageReport> Damaged { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

    public static LogoutReport Of(IReadOnlyList<SignOutStep> steps, IReadOnlyList<DamagedTokenEntry> damaged, bool wasInterrupted)
    {
        LogoutReport report = new() { Outcome = "signed_out", Entries = [.. steps.Select(SignOutReport.Of)], Damaged = [.. damaged.Select(DamageReport.Of)] };
        return LogoutCommand.Code(steps, damaged, wasInterrupted) switch
        {
            ExitCode.Success => report,
            ExitCode.Interrupted => report with { Outcome = "cancelled", Error = "cancelled", ErrorDescription = "Interrupted.", Remedy = Retry },
            _ when steps.Any(step => step.Result is null) =>
                report with { Outcome = "failed", Error = "stopped", ErrorDescription = "One sign-out did not succeed, and those after it were not begun.", Remedy = Retry },
            _ when report.Entries.FirstOrDefault(entry => entry.StoreError is not null)?.StoreError is { } error =>
                report with { Outcome = "failed", Error = error.Error, ErrorDescription = error.ErrorDescription, Remedy = error.Remedy },
            _ => report with { Outcome = "failed", Error = damaged[0].Error.Code, ErrorDescription = damaged[0].Error.Message, Remedy = damaged[0].Error.Remedy },
        };
    }

    /// <summary>Why nothing was begun.</summary>
    public static LogoutReport Of(LoginReport failure, IReadOnlyList<DamagedTokenEntry> damaged) => new()
    {
        // Who signs out needs no sign-in.
        Outcome = failure.Error == FailureReport.NoCredentials ? "not_signed_in" : failure.Outcome,
        Entries = [],
        Damaged = [.. damaged.Select(DamageReport.Of)],
        Error = failure.Error,
        ErrorDescription = failure.ErrorDescription,
        Remedy = failure.Remedy,
    };
}
