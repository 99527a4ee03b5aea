namespace LoopbackOAuth.Tokens;

/// <summary>Removes what killed writes left behind, once they are old enough that no write can still be at work on them. What only lacks its rename stays for the next lock.</summary>
internal sealed class LeftoverSweep(TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private long _nextTicks;

    /// <summary>Sweeps a folder, at most once a day for each store. What cannot be removed is left for the next time.</summary>
    internal void Run(string folder)
    {
        var now = clock.GetUtcNow();
        var next = Interlocked.Read(ref _nextTicks);
        if (now.UtcTicks < next || Interlocked.CompareExchange(ref _nextTicks, (now + Age).UtcTicks, next) != next)
        {
            return;
        }

        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (TokenFileName.IsTemporary(file.Name) && now.UtcDateTime - file.LastWriteTimeUtc > Age && !Leftovers.IsSuccessor(file.FullName))
                {
                    file.Delete();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The entry itself is written; tidiness is no reason to report a failure.
        }
    }
}
