using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Several processes, and processes that are killed: what was there stays there.</summary>
public sealed class FileTokenStoreCrashTests : IDisposable
{
    // Three lanes of as many: 10 for every run, and as many as wanted for a long one.
    private static readonly int KillsOfALane =
        int.TryParse(Environment.GetEnvironmentVariable("LOOPBACK_OAUTH_STORE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 10;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_killing_the_process_at_any_instant_loses_nothing_that_was_there() =>
        await Task.WhenAll(Enumerable.Range(0, 3).Select(lane => Task.Run(() => KillManyTimesAsync(Path.Combine(_folder.Root, $"lane-{lane}")))));

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_killing_the_process_while_it_replaces_damage_leaves_no_instant_without_an_entry()
    {
        var store = new FileTokenStore(_folder.Store);
        await store.SetAsync(Entries.Key(), Entries.Numbered(1), Cancellation);
        for (var kill = 0; kill < KillsOfALane; kill++)
        {
            await WriteUntilKilledAsync(_folder.Store, "write-over-damage");

            var list = await store.ListAsync(cancellationToken: Cancellation);
            Assert.Equal(1, list.Count + list.Damaged.Count(damaged => damaged.Error.Code == "store_corrupt"));
            Assert.All(list, entry => Entries.NumberOf(entry.Tokens));
            Assert.InRange(list.Damaged.Count(damaged => damaged.Error.Code == "store_kept_aside"), 1, KeptAside.Most + 1);
        }
    }

    [Fact, Trait("Invariant", "10")]
    public async Task Invariant_10_several_processes_write_whole_entries_and_the_last_wins()
    {
        var store = new FileTokenStore(_folder.Store);
        Process[] writers = [StoreProcess.Start("write", _folder.Store), StoreProcess.Start("write", _folder.Store)];
        try
        {
            for (var line = 0; line < 20; line++)
            {
                foreach (var writer in writers)
                {
                    Assert.NotNull(await writer.StandardOutput.ReadLineAsync(Cancellation));
                }

                Assert.All(await store.ListAsync(cancellationToken: Cancellation), entry => Entries.NumberOf(entry.Tokens));
            }
        }
        finally
        {
            foreach (var writer in writers)
            {
                writer.Kill();
                await writer.WaitForExitAsync(CancellationToken.None); // Until then it may still write into the folder that goes next.
                writer.Dispose();
            }
        }
    }

    private static async Task KillManyTimesAsync(string folder)
    {
        var store = new FileTokenStore(folder);
        for (var kill = 0; kill < KillsOfALane; kill++)
        {
            var acknowledged = await WriteUntilKilledAsync(folder);

            int[] stored = [await NumberAsync(store, 0), await NumberAsync(store, 1)];
            Assert.InRange(stored.Max(), acknowledged, acknowledged + 1);
            Assert.Equal(stored.Max() - 1, stored.Min());
            Assert.InRange((await store.ListAsync(cancellationToken: Cancellation)).Count, 1, 2);
            AssertPrivate(folder);
        }
    }

    /// <summary>Lets a process write, kills it at a random instant, and gives back the last write that it saw finished.</summary>
    private static async Task<int> WriteUntilKilledAsync(string folder, string part = "write")
    {
        // With this umask, only the mode given at creation keeps a file private.
        using var process = StoreProcess.Start(part, folder, OperatingSystem.IsWindows() ? null : "umask 000");
        var last = 0;
        for (var lines = RandomNumberGenerator.GetInt32(1, 12); lines > 0; lines--)
        {
            last = Number(await process.StandardOutput.ReadLineAsync(Cancellation)) ?? last;
            AssertPrivate(folder);
        }

        var instant = Stopwatch.GetTimestamp();
        var delay = RandomNumberGenerator.GetInt32(0, 4000);
        while (Stopwatch.GetElapsedTime(instant).TotalMicroseconds < delay)
        {
        }

        process.Kill();
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            last = Number(line) ?? last;
        }

        await process.WaitForExitAsync(Cancellation);
        return last;
    }

    private static async Task<int> NumberAsync(FileTokenStore store, int parity) =>
        await store.GetAsync(StoreProcess.KeyOf(parity), Cancellation) is { } tokens ? Entries.NumberOf(tokens) : 0;

    private static int? Number(string? line) => int.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void AssertPrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var path in Directory.GetFiles(folder))
        {
            try
            {
                Assert.Equal(FilePermissions.PrivateFile, File.GetUnixFileMode(path));
            }
            catch (FileNotFoundException)
            {
                // It took its place meanwhile.
            }
        }
    }
}
