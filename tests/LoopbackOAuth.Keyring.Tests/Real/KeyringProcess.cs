using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring.Tests.Real;

/// <summary>
/// A process that uses the keyring: this test program itself, which takes commands from standard input when the variable says so, before the test runner starts. A process of
/// its own, because a native library sees the environment that a process was started with.
/// </summary>
internal sealed class KeyringProcess : IAsyncDisposable
{
    private const string PartVariable = "LOOPBACK_OAUTH_KEYRING_TESTS_FOLDER";
    private const string TimeoutVariable = "LOOPBACK_OAUTH_KEYRING_TESTS_TIMEOUT";

    private readonly Process _process;

    private KeyringProcess(Process process) => _process = process;

    internal int Id => _process.Id;

    /// <summary>Starts the process.</summary>
    internal static KeyringProcess Start(string folder, IReadOnlyDictionary<string, string?> environment, TimeSpan timeout)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "LoopbackOAuth.Keyring.Tests"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[PartVariable] = folder;
        start.Environment[TimeoutVariable] = $"{timeout.TotalSeconds}";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new KeyringProcess(Process.Start(start)!);
    }

    /// <summary>Sends a command and waits for its reply.</summary>
    internal async Task<string> AskAsync(params string[] command)
    {
        await SendAsync(command);
        return await ReplyAsync();
    }

    internal async Task SendAsync(params string[] command)
    {
        await _process.StandardInput.WriteLineAsync(string.Join(' ', command.Select(Uri.EscapeDataString)).AsMemory(), TestContext.Current.CancellationToken);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<string> ReplyAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The process ended.");

    internal void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

#pragma warning disable CA2255 // This assembly is a program, and this is its entry point in another part.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void TakePart()
    {
        if (Environment.GetEnvironmentVariable(PartVariable) is not { Length: > 0 } folder)
        {
            return;
        }

        var timeout = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(TimeoutVariable)!, provider: null));
        KeyringOptions options = new() { Folder = folder, Timeout = timeout, Fallback = KeyringFallback.PrivateFile };
        KeyringTokenStore store = new(options);
        while (Console.In.ReadLine() is { } line)
        {
            Console.Out.WriteLine(Reply(store, options, [.. line.Split(' ').Select(Uri.UnescapeDataString)]));
        }

        Environment.Exit(0);
    }

    // Blocking is right here: continuations must not run code of this assembly before its initializer has returned.
    private static string Reply(KeyringTokenStore store, KeyringOptions options, string[] command)
    {
        try
        {
            switch (command)
            {
                case ["set", var account, var token]:
                    store.SetAsync(Entries.Key(account: account), Entries.Tokens(token)).AsTask().GetAwaiter().GetResult();
                    return "done";
                case ["set-many", var prefix, var count]:
                    for (var number = 0; number < int.Parse(count, provider: null); number++)
                    {
                        store.SetAsync(Entries.Key(account: $"{prefix}{number}"), Entries.Tokens($"{prefix}{number}")).AsTask().GetAwaiter().GetResult();
                    }

                    return "done";
                case ["set-numbered", var account, var count]:
                    for (var number = 0; number < int.Parse(count, provider: null); number++)
                    {
                        store.SetAsync(Entries.Key(account: account), Entries.Numbered(number)).AsTask().GetAwaiter().GetResult();
                    }

                    return "done";
                case ["get-numbered", var account]:
                    return $"{Entries.NumberOf(store.GetAsync(Entries.Key(account: account)).AsTask().GetAwaiter().GetResult())}";
                case ["get", var account]:
                    return store.GetAsync(Entries.Key(account: account)).AsTask().GetAwaiter().GetResult()?.AccessToken.Reveal() ?? "(none)";
                case ["remove", var account]:
                    return $"{store.RemoveAsync(Entries.Key(account: account)).AsTask().GetAwaiter().GetResult()}";
                case ["remove-damaged", var account]:
                    return $"{store.RemoveDamagedAsync(Entries.Key(account: account).GetId()).AsTask().GetAwaiter().GetResult()}";
                case ["list"]:
                    var list = store.ListAsync().AsTask().GetAwaiter().GetResult();
                    return $"{string.Join(',', list.Select(entry => $"{entry.Key.Account}={entry.Tokens.AccessToken.Reveal()}"))};{string.Join(',', list.Damaged.Select(damaged => damaged.Error.Code))}";
                case ["whole"]:
                    var tokens = Entries.Tokens();
                    store.SetAsync(Entries.Key(), tokens).AsTask().GetAwaiter().GetResult();
                    var read = store.GetAsync(Entries.Key()).AsTask().GetAwaiter().GetResult()!;
                    return $"{tokens == read with { Scopes = tokens.Scopes } && tokens.Scopes.SequenceEqual(read.Scopes)}";
                case ["verify"]:
                    store.VerifyAsync().AsTask().GetAwaiter().GetResult();
                    return "done";
                case ["check"]:
                    var check = store.CheckAsync().AsTask().GetAwaiter().GetResult();
                    return $"{check.Trouble}|{check.Code}|{check.Message}|{check.Remedy}";
                case ["lock"]:
                    store.LockAsync(Entries.Key()).AsTask().GetAwaiter().GetResult();
                    return "locked";
                case ["set-file", var account, var token]:
                    new FileTokenStore(options.Folder!).SetAsync(Entries.Key(account: account), Entries.Tokens(token)).AsTask().GetAwaiter().GetResult();
                    return "done";
                case ["select"]:
                    var selection = new TokenStoreLadder(options).SelectAsync().AsTask().GetAwaiter().GetResult();
                    return $"{selection.Rung}|{selection.Keyring.Trouble}|{string.Join(',', selection.Elsewhere.Select(key => key.Account))}|{selection.Notice}";
                case ["move"]:
                    return string.Join(',', new TokenStoreLadder(options).MoveFilesToKeyringAsync().AsTask().GetAwaiter().GetResult().Select(key => key.Account));
                default:
                    return "what?";
            }
        }
        catch (TokenStoreException exception)
        {
            return $"error {exception.Code}: {exception.Message}";
        }
        catch (Exception exception)
        {
            return $"exception {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
