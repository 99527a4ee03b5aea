using System.Security.Cryptography;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Whether a lock can be had where the entries are: it is taken, and it keeps a second one out.</summary>
internal sealed class StoreLockCheck(DoctorStore store) : DoctorCheck("store-lock")
{
    private const string Remedy = "Without locks tokens are not refreshed: set LOOPBACK_OAUTH_HOME to a folder on a local disk.";

    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        string folder = store.Files.Capabilities.Location;
        if (!StoreFolder.Exists(folder))
        {
            // To take one would create the folder.
            return [LockFile.WorksIn(folder) ? CheckResult.Ok("The file system there has locks.") : NoLock()];
        }

        // A name that no provider has, new for each run.
        TokenKey key = new() { Provider = "doctor", Issuer = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), ClientId = "doctor" };
        string path = Path.Combine(folder, TokenFileName.Lock(TokenFileName.For(key)));
        IAsyncDisposable? held = await store.Files.LockAsync(key, cancellationToken);
        await using (held)
        {
            // On Windows the file is open for this one alone; on Unix each opening has a lock of its own.
            using var second = LockFile.TryTake(path);
            return [second is null ? CheckResult.Ok("Taken, and it kept a second one out.") : NoLock()];
        }
    }

    private static CheckResult NoLock() => CheckResult.Fail("Locks do not work where the entries are.", Remedy, "store_no_lock");
}
