using System.Globalization;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>What is in the store: entries that are good, those that need a sign-in, damage, and what killed writes left.</summary>
internal sealed class StoreEntriesCheck(DoctorStore store, TimeProvider clock) : DoctorCheck("store-entries")
{
    private const string KeptAside = "store_kept_aside";
    private const int MostDamage = 5;

    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        TokenEntryList list = await store.ListAsync(cancellationToken);
        int leftovers = Leftovers(store.Files.Capabilities.Location, clock.GetUtcNow());
        return Judge(list, leftovers, clock.GetUtcNow());
    }

    /// <summary>The findings, as a pure function of what is there.</summary>
    internal static IReadOnlyList<CheckResult> Judge(TokenEntryList list, int leftovers, DateTimeOffset now)
    {
        DamagedTokenEntry[] damaged = [.. list.Damaged.Where(entry => entry.Error.Code != KeptAside)];
        int kept = list.Damaged.Count - damaged.Length;
        TokenEntry[] lost = [.. list.Where(entry => EntryStates.Of(entry.Tokens, now) == EntryStates.SignInRequired)];
        List<CheckResult> results = [.. damaged.Take(MostDamage).Select(entry => CheckResult.Fail(entry.Error))];
        if (damaged.Length > MostDamage)
        {
            results.Add(CheckResult.Fail($"{damaged.Length - MostDamage} more entries cannot be used.", "'loopback-oauth status' shows each with its remedy.", "store_corrupt"));
        }

        if (lost.Length > 0)
        {
            results.Add(CheckResult.Warn(
                $"{Count(lost.Length, "entry needs", "entries need")} a new sign-in: {string.Join(", ", lost.Take(MostDamage).Select(Who))}{(lost.Length > MostDamage ? ", ..." : "")}.",
                "'loopback-oauth status' shows why."));
        }

        if (kept > 0)
        {
            results.Add(CheckResult.Warn(
                $"{Count(kept, "damaged file was", "damaged files were")} kept aside by a new sign-in.",
                "'loopback-oauth list' shows them with their ids; 'loopback-oauth remove <id>' removes one.",
                KeptAside));
        }

        if (leftovers > 0)
        {
            results.Add(CheckResult.Warn(
                $"{Count(leftovers, "file was", "files were")} left by writes that were killed more than a day ago.",
                "The next sign-in or refresh removes them."));
        }

        return results is [] ? [CheckResult.Ok(list.Count == 0 ? "Nobody is signed in." : $"{Count(list.Count, "entry", "entries")}, none damaged.")] : results;
    }

    private static string Who(TokenEntry entry) => $"{entry.Key.Provider} as '{entry.Key.Account}'";

    private static string Count(int number, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : more)}");

    private static int Leftovers(string folder, DateTimeOffset now) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles().Count(file => TokenFileName.IsTemporary(file.Name) && now.UtcDateTime - file.LastWriteTimeUtc > TimeSpan.FromDays(1))
            : 0;
}
