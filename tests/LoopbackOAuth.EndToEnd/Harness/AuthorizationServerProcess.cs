using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>oidc-provider, a certified authorization server, as a process of its own.</summary>
internal sealed class AuthorizationServerProcess : IAsyncDisposable
{
    public const string PublicClient = "native-public";
    public const string DenyingClient = "native-denied";
    public const string BasicClient = "confidential-basic";
    public const string PostClient = "confidential-post";

    // Characters that a client must form-encode before they go into a Basic header (RFC 6749 section 2.3.1).
    public const string BasicSecret = "basic: s&cr%t+/=";
    public const string PostSecret = "post: s&cr%t+/=";

    private static readonly SemaphoreSlim s_installing = new(1);

    private readonly Process _process;
    private readonly CapturedOutput _output;
    private readonly CapturedOutput _errors;
    private readonly HttpClient _http;
    private readonly bool _controlled;
    private int _seen;
    private int _marks;

    private AuthorizationServerProcess(Process process, CapturedOutput output, CapturedOutput errors, string? controlSocket)
    {
        _controlled = controlSocket is not null;
        _http = controlSocket is null ? new() : ThroughSocket(controlSocket);
        _process = process;
        _output = output;
        _errors = errors;
    }

    public string Issuer { get; private set; } = "";

    public string AuthorizationEndpoint => $"{Issuer}/auth";

    public string TokenEndpoint => $"{Issuer}/token";

    public static async Task<AuthorizationServerProcess> StartAsync(AuthorizationServerPlace? place = null)
    {
        var folder = await InstallAsync();
        string[] command = [.. place?.Prefix ?? [], "node", "server.mjs"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONFIDENTIAL_BASIC_SECRET"] = BasicSecret;
        start.Environment["CONFIDENTIAL_POST_SECRET"] = PostSecret;
        if (place is not null)
        {
            start.Environment["ISSUER"] = place.Issuer;
            start.Environment["TLS_CERTIFICATE"] = place.Certificate;
            start.Environment["TLS_KEY"] = place.Key;
            start.Environment["CONTROL_SOCKET"] = place.ControlSocket;
        }

        var process = Process.Start(start)!;
        var server = new AuthorizationServerProcess(process, CapturedOutput.Of(process.StandardOutput), CapturedOutput.Of(process.StandardError), place?.ControlSocket);
        try
        {
            using var first = await server.NextRecordAsync(_ => true);
            server.Issuer = first.RootElement.GetProperty("issuer").GetString()!;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the server did since the last call, complete up to now.</summary>
    public async Task<IReadOnlyList<ServerRecord>> TakeLogAsync()
    {
        // The log is in order: once this request of our own is in it, so is everything before.
        var mark = $"/mark/{(++_marks).ToString(CultureInfo.InvariantCulture)}";
        var from = _seen;
        using var deadline = Deadline.Start();
        using (await _http.GetAsync(new Uri((_controlled ? "http://localhost" : Issuer) + mark), deadline.Token))
        {
        }

        using var _ = await NextRecordAsync(line => line.Contains($"\"{mark}\"", StringComparison.Ordinal));
        return [.. _output.Text.Split('\n')[from..(_seen - 1)].Select(ServerRecord.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await Task.WhenAll(_output.Completion, _errors.Completion);
        _process.Dispose();
    }

    private static HttpClient ThroughSocket(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private static async Task<string> InstallAsync()
    {
        await s_installing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await InstallOnceAsync();
        }
        finally
        {
            s_installing.Release();
        }
    }

    private static async Task<string> InstallOnceAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "authorization-server");
        var package = await File.ReadAllBytesAsync(Path.Combine(source, "package.json"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(package))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"loopback-oauth-e2e-{hash}");
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["package.json", ".npmrc", "server.mjs"])
        {
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
        }

        // Written last, so that an installation that was cut short is done again.
        var complete = Path.Combine(folder, "node_modules", ".complete");
        if (!File.Exists(complete))
        {
            await NpmInstallAsync(folder);
            await File.WriteAllTextAsync(complete, "");
        }

        return folder;
    }

    private static async Task NpmInstallAsync(string folder)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["install", "--no-package-lock"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        npm.StandardInput.Close();
        var output = CapturedOutput.Of(npm.StandardOutput);
        var errors = CapturedOutput.Of(npm.StandardError);
        using var deadline = Deadline.Start(TimeSpan.FromMinutes(5));
        try
        {
            await npm.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }

        await Task.WhenAll(output.Completion, errors.Completion);
        Assert.True(npm.ExitCode == 0, $"npm install failed:\n{output.Text}\n{errors.Text}");
    }

    private async Task<JsonDocument> NextRecordAsync(Func<string, bool> predicate)
    {
        using var deadline = Deadline.Start();
        var found = await _output.WaitForLineAsync(predicate, _seen, deadline.Token);
        Assert.True(found is not null, $"The authorization server ended:\n{_output.Text}\n{_errors.Text}");
        _seen = found.Value.Number + 1;
        return JsonDocument.Parse(found.Value.Line);
    }
}
