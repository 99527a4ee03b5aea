using System.Globalization;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Whether the authorization servers of the entries, or of the provider asked for, can be reached and say who they are.</summary>
/// <param name="visits">The visits; <see langword="null"/> when none may be made.</param>
internal sealed class ServersCheck(ServerVisits? visits) : DoctorCheck("servers")
{
    private const int TooManyRequests = 429;
    private const int ServerTrouble = 500;

    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        visits is null ? [CheckResult.Skipped("Not asked: --offline.")]
        : await visits.GetAsync(cancellationToken) is [_, ..] made ? [.. made.Select(Judge), .. Left(visits.NotAsked)]
        : [CheckResult.Skipped("None to ask: nothing is stored. Name one with --provider.")];

    private static CheckResult[] Left(int notAsked) => notAsked == 0
        ? []
        : [CheckResult.Skipped(string.Create(CultureInfo.InvariantCulture, $"{notAsked} more {(notAsked == 1 ? "server was" : "servers were")} not asked: {ServerVisits.Most} at most. --provider names one."))];

    /// <summary>The finding of one server, as a pure function.</summary>
    internal static CheckResult Judge(ServerVisit visit)
    {
        if (visit.Error is not { } error)
        {
            return CheckResult.Ok($"{visit.Target.Name} {(visit.Target.Server is null ? "answers" : "answers with its metadata")}.");
        }

        string cause = $"{visit.Target.Name}: {error.Description ?? error.Code}";
        string remedy = error.Remedy ?? "Check the address and the network.";
        bool isPassing = error.StatusCode is TooManyRequests or >= ServerTrouble;

        // It answered, and refreshes go to an endpoint that is known.
        bool isHarmless = error.StatusCode is not null && visit.Target.Endpoint is not null;
        return isPassing || isHarmless ? CheckResult.Warn(cause, remedy, error.Code) : CheckResult.Fail(cause, remedy, error.Code);
    }
}
