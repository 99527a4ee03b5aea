using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>
/// A second process that uses the file store: this test program itself, which takes the part below when the variable
/// says so, before the test runner starts.
/// </summary>
internal static class StoreProcess
{
    private const string PartVariable = "LOOPBACK_OAUTH_TESTS_PART";
    private const string FolderVariable = "LOOPBACK_OAUTH_TESTS_FOLDER";
    private const int Nobody = 65534;

    /// <summary>How often a process that counts does so.</summary>
    internal const int CountRounds = 40;

    /// <summary>The file in the store's folder in which processes count.</summary>
    internal const string CounterFile = "counter";

    /// <summary>Two entries that the writing process writes in turn.</summary>
    internal static TokenKey KeyOf(int number) => Entries.Key(account: number % 2 == 0 ? "even" : "odd");

    /// <summary>Starts the process.</summary>
    /// <param name="part">What it does: <c>write</c> for ever, or one <c>get</c> or <c>set</c> without privileges.</param>
    /// <param name="folder">The store's folder.</param>
    /// <param name="shell">Shell commands that come first, such as <c>umask 0</c>; only on Unix.</param>
    /// <param name="privateMounts">Whether what the shell mounts is for the process alone.</param>
    internal static Process Start(string part, string folder, string? shell = null, bool privateMounts = false)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "LoopbackOAuth.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = shell is null ? new ProcessStartInfo(program) : new ProcessStartInfo(privateMounts ? "unshare" : "/bin/sh", [.. privateMounts ? (string[])["-m", "/bin/sh"] : [], "-c", $"{shell}; exec \"$0\"", program]);
        start.RedirectStandardOutput = true;
        start.Environment[PartVariable] = part;
        start.Environment[FolderVariable] = folder;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // Its file mappings would fall under a limit on file sizes.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Runs a part that ends by itself and gives back what it printed.</summary>
    internal static async Task<string> RunAsync(string part, string folder, string? shell, CancellationToken cancellationToken, bool privateMounts = false)
    {
        using var process = Start(part, folder, shell, privateMounts);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim();
    }

#pragma warning disable CA2255 // This assembly is a program, and this is its entry point in another part.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void TakePart()
    {
        if (Environment.GetEnvironmentVariable(PartVariable) is not { Length: > 0 } part)
        {
            return;
        }

        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        var store = new FileTokenStore(folder);
        switch (part)
        {
            case "write":
                Write(store);
                break;
            case "write-over-damage":
                WriteOverDamage(store, Path.Combine(folder, TokenFileName.For(Entries.Key())));
                break;
            case "get":
                DropPrivileges();
                Console.Out.WriteLine(Report(() => Get(store, Entries.Key())?.AccessToken.Reveal() ?? "no entry"));
                break;
            case "set":
                DropPrivileges();
                Console.Out.WriteLine(Report(() => Set(store, Entries.Key(), Entries.Numbered(2))));
                break;
            case "lock":
                using (var held = new ManualResetEventSlim())
                {
                    _ = Lock(store);
                    Console.Out.WriteLine("locked");
                    held.Wait();
                }

                break;
            case "count":
                Count(store, Path.Combine(folder, CounterFile));
                Console.Out.WriteLine("done");
                break;
            case "die-writing":
                Lock(store);
                DieWriting(Path.Combine(folder, TokenFileName.For(Entries.Key())), Entries.Numbered(2));
                break;
            case "lock-once":
                DropPrivileges();
                Console.Out.WriteLine(Report(() =>
                {
                    Lock(store);
                    return "locked";
                }));
                break;
            case "verify":
                DropPrivileges();
                Console.Out.WriteLine(Report(() => Verify(store)));
                break;
            case "without-files":
                Console.Out.WriteLine(WithoutFiles(store));
                break;
            case "fill":
                Console.Out.WriteLine($"small {Report(() => Set(store, Entries.Key(), Entries.Tokens("small")))}, large {Report(() => Set(store, Entries.Key(), Entries.Tokens(new string('a', 200_000))))}, get {Report(() => Get(store, Entries.Key())!.AccessToken.Reveal())}, files {Directory.GetFileSystemEntries(folder).Length}");
                break;
            case "fill-and-verify":
                Console.Out.WriteLine($"before {Report(() => Verify(store))}, full {Report(() => FillAndVerify(store, Path.Combine(folder, "filler")))}, files {Directory.GetFileSystemEntries(folder).Length}");
                break;
            case "broken-disk":
                Console.Out.WriteLine($"get {Report(() => Get(store, Entries.Key()) is null ? "nothing" : "tokens")}, set {Report(() => Set(store, Entries.Key(), Entries.Tokens()))}, list {Report(() => List(store))}");
                break;
            case "set-as-is":
                Console.Out.WriteLine(Report(() => Set(store, Entries.Key(), Entries.Numbered(2))));
                break;
        }

        Environment.Exit(0);
    }

    private static void Write(FileTokenStore store)
    {
        var number = Math.Max(Stored(store, KeyOf(0)), Stored(store, KeyOf(1)));
        while (true)
        {
            number++;
            Set(store, KeyOf(number), Entries.Numbered(number));
            Console.Out.WriteLine(number);
        }
    }

    // Reads, waits a little and writes: without the lock, counts of two processes get lost.
    private static void Count(FileTokenStore store, string counter)
    {
        for (var round = 0; round < CountRounds; round++)
        {
            var held = Lock(store);
            var count = int.Parse(File.ReadAllText(counter), provider: null);
            Thread.SpinWait(20_000);
            File.WriteAllText(counter, $"{count + 1}");
            Unlock(held);
        }
    }

    private static string Verify(FileTokenStore store)
    {
        store.VerifyAsync().AsTask().GetAwaiter().GetResult();
        return "done";
    }

    // A file can still be created, but there is no room for what is in it.
    private static string FillAndVerify(FileTokenStore store, string filler)
    {
        Set(store, Entries.Key(), Entries.Tokens(new string('a', 20_000)));
        Get(store, Entries.Key());
        using (var file = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[1024]);
                }
            }
            catch (IOException)
            {
            }
        }

        return Verify(store);
    }

    // Killed when the new file is whole and has not taken its place.
    private static void DieWriting(string path, TokenSet tokens) =>
        new AtomicFile(TimeProvider.System).WriteAsync(
            path,
            TokenFileFormat.Write(new TokenEntry(Entries.Key(), tokens)),
            EntryReplacement.Of(path, Entries.Key()),
            () =>
            {
                Process.GetCurrentProcess().Kill();
                new ManualResetEventSlim().Wait();
            },
            CancellationToken.None).GetAwaiter().GetResult();

    private static IAsyncDisposable Lock(FileTokenStore store) => store.LockAsync(Entries.Key()).AsTask().GetAwaiter().GetResult()!;

    private static void WriteOverDamage(FileTokenStore store, string path)
    {
        for (var number = 1; ; number++)
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                file.SetLength(100);
            }

            Set(store, Entries.Key(), Entries.Numbered(number));
            Console.Out.WriteLine(number);
        }
    }

    private static int Stored(FileTokenStore store, TokenKey key) => Get(store, key) is { } tokens ? Entries.NumberOf(tokens) : 0;

    // Blocking is right here: continuations must not run code of this assembly before its initializer has returned.
    private static TokenSet? Get(FileTokenStore store, TokenKey key) => store.GetAsync(key).AsTask().GetAwaiter().GetResult();

    private static string Set(FileTokenStore store, TokenKey key, TokenSet tokens)
    {
        store.SetAsync(key, tokens).AsTask().GetAwaiter().GetResult();
        return "done";
    }

    private static string Report(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (TokenStoreException exception)
        {
            return exception.Code;
        }
    }

    private static string List(FileTokenStore store)
    {
        var list = store.ListAsync().AsTask().GetAwaiter().GetResult();
        return $"{list.Count} and {string.Join(' ', list.Damaged.Select(damaged => damaged.Error.Code))}";
    }

    private static string WithoutFiles(FileTokenStore store)
    {
        // Once where all goes well and once where all fails, because later nothing more can be loaded.
        var scratch = Directory.CreateTempSubdirectory("loopback-oauth-tests-");
        UseAll(new FileTokenStore(Path.Combine(scratch.FullName, "tokens")));
        File.WriteAllText(Path.Combine(scratch.FullName, "file"), "");
        UseAll(new FileTokenStore(Path.Combine(scratch.FullName, "file", "tokens")));
        scratch.Delete(recursive: true);
        StartThreads();

        List<FileStream> open = [];
        try
        {
            while (true)
            {
                open.Add(new FileStream("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            }
        }
        catch (IOException)
        {
        }

        var results = UseAll(store);
        open.ForEach(file => file.Dispose());
        return results;
    }

    // A thread cannot be started without a file, and a runtime that needs one then ends the process.
    private static void StartThreads()
    {
        const int Enough = 8;
        ThreadPool.SetMinThreads(Enough, Enough);
        using Barrier barrier = new(Enough);
        Task.WaitAll([.. Enumerable.Range(0, Enough).Select(_ => Task.Run(() => barrier.SignalAndWait()))]);
    }

    private static string UseAll(FileTokenStore store) => string.Join(
        ", ",
        $"get {Report(() => Get(store, Entries.Key()) is null ? "nothing" : "tokens")}",
        $"list {Report(() => List(store))}",
        $"set {Report(() => Set(store, Entries.Key(), Entries.Numbered(2)))}",
        $"lock {Report(() => Unlock(Lock(store)))}",
        $"remove {Report(() => $"{store.RemoveAsync(Entries.Key()).AsTask().GetAwaiter().GetResult()}")}");

    private static string Unlock(IAsyncDisposable held)
    {
        held.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return "done";
    }

    // File modes do not bind a privileged user, so the process becomes an ordinary one. What it needs is loaded before.
    private static void DropPrivileges()
    {
        var scratch = Directory.CreateTempSubdirectory("loopback-oauth-tests-");
        var store = new FileTokenStore(scratch.FullName);
        Set(store, Entries.Key(), Entries.Tokens());
        Get(store, Entries.Key());
        try
        {
            Get(new FileTokenStore(Path.Combine(scratch.FullName, TokenFileName.For(Entries.Key()))), Entries.Key());
        }
        catch (TokenStoreException)
        {
        }

        scratch.Delete(recursive: true);
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess && SetUser(Nobody) != 0)
        {
            throw new InvalidOperationException("setuid failed.");
        }
    }

    [DllImport("libc", EntryPoint = "setuid")]
    private static extern int SetUser(int user);
}
