using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>
/// A second process that asks for an access token: this test program itself, which takes the part below when the variable says so, before the
/// test runner starts. Each line on its standard input is one demand for another token than its last one.
/// </summary>
internal sealed class RefreshProcess : IDisposable
{
    private const string FolderVariable = "LOOPBACK_OAUTH_TESTS_REFRESH_FOLDER";

    private readonly Process _process;

    private RefreshProcess(Process process) => _process = process;

    internal static RefreshProcess Start(string folder)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "LoopbackOAuth.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[FolderVariable] = folder;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        return new RefreshProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has its first token, so that all start a round together.</summary>
    internal async Task<string?> ReadyAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadLineAsync(cancellationToken);

    internal async Task DemandAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync("another");
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It was killed.
        }
    }

    /// <summary>What it got: the fingerprint of a token, or the kind and code of another result; <see langword="null"/> when it was killed.</summary>
    internal async Task<string?> ResultAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadLineAsync(cancellationToken);

    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    internal static string Fingerprint(Secret token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token.Reveal())))[..12];

#pragma warning disable CA2255 // This assembly is a program, and this is its entry point in another part.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void TakePart()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            return;
        }

        // Blocking is right here: continuations must not run code of this assembly before its initializer has returned.
        using LoopbackAuthorizer authorizer = new(options: null, new LoopbackAuthorizerServices { TokenStore = new FileTokenStore(folder) });
        TokenQuery query = new("example");
        Secret? last = null;
        do
        {
            var demand = last is null ? null : AccessTokenDemand.ForceRefresh(last);
            var result = authorizer.AccessTokens.GetAccessTokenAsync(query, demand).AsTask().GetAwaiter().GetResult();
            last = (result as AccessTokenResult.Available)?.AccessToken ?? last;
            Console.Out.WriteLine(result is AccessTokenResult.Available token ? Fingerprint(token.AccessToken) : $"{result.Kind} {result.Code}");
            Console.Out.Flush();
        }
        while (Console.In.ReadLine() is not null);

        Environment.Exit(0);
    }
}
