using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Whether this computer's clock is right, by those of the servers that were asked anyway and by what is stored.</summary>
/// <param name="visits">The visits; <see langword="null"/> when none may be made.</param>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
internal sealed class ClockCheck(ServerVisits? visits, DoctorStore store, TimeProvider clock) : DoctorCheck("clock")
{
    /// <summary>What is tolerated: tokens are refreshed two minutes before they expire.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    private const string Remedy = "Set the clock by a time server (NTP); a wrong one makes good tokens look expired, and expired ones good.";

    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset? latest = (await store.EntriesAsync(cancellationToken)).Select(entry => (DateTimeOffset?)entry.Tokens.ObtainedAt).Max();
        ServerVisit[] answered = visits is null ? [] : [.. (await visits.GetAsync(cancellationToken)).Where(visit => visit.Skew is not null)];
        return [Judge(answered, latest, now, isOffline: visits is null)];
    }

    /// <summary>The finding, as a pure function.</summary>
    internal static CheckResult Judge(ServerVisit[] answered, DateTimeOffset? latest, DateTimeOffset now, bool isOffline)
    {
        // Most servers have the right time: one that differs from the others is not this computer's fault.
        if (answered.OrderBy(visit => visit.Skew!.Value.Duration()).FirstOrDefault() is { Skew: { } skew } best)
        {
            string cause = skew == TimeSpan.Zero
                ? $"The same as that of {best.Target.Name}, to the second."
                : $"{Durations.Words(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} that of {best.Target.Name}.";
            return skew.Duration() > Tolerance ? CheckResult.Warn(cause, Remedy, "clock_skew") : CheckResult.Ok(cause);
        }

        if (latest is { } end && end - now > Tolerance)
        {
            return CheckResult.Warn($"Tokens are stored that came {Durations.Words(end - now)} from now: the clock was, or is, wrong.", Remedy, "clock_skew");
        }

        return CheckResult.Skipped(isOffline ? "Not compared: --offline." : "Not compared: no server told the time over https.");
    }
}
