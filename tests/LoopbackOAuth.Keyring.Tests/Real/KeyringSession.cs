using System.Diagnostics;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Tests.Tokens;

namespace LoopbackOAuth.Keyring.Tests.Real;

/// <summary>A D-Bus session of the test's own, in a home folder of its own, with gnome-keyring as its Secret Service.</summary>
internal sealed partial class KeyringSession : IAsyncDisposable
{
    private const string Password = "correct horse";
    private const string Collection = "/org/freedesktop/secrets/collection/login";

    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);
    private Process? _bus;
    private Process? _keyring;

    private KeyringSession()
    {
        _environment["HOME"] = _home.Root;
        _environment["XDG_RUNTIME_DIR"] = Path.Combine(_home.Root, "run");
        foreach (var variable in (string[])["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "GNOME_KEYRING_CONTROL", "LOOPBACK_OAUTH_HOME", "SSH_CONNECTION", "SSH_TTY"])
        {
            _environment[variable] = null;
        }

        if (OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(_environment["XDG_RUNTIME_DIR"]!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Where the stores keep their index.</summary>
    internal string Folder => _home.Store;

    internal string Home => _home.Root;

    /// <summary>What makes a process one of the session: set or, where there is no value, not set.</summary>
    internal IReadOnlyDictionary<string, string?> Variables => _environment;

    /// <summary>A home and no bus.</summary>
    internal static KeyringSession WithoutBus()
    {
        Demand();
        return new KeyringSession();
    }

    /// <summary>A bus, and a keyring that a password has unlocked.</summary>
    internal static async Task<KeyringSession> StartAsync(bool withKeyring = true)
    {
        Demand();
        KeyringSession session = new();
        try
        {
            await session.StartBusAsync();
            if (withKeyring)
            {
                await session.StartKeyringAsync();
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    internal void Set(string variable, string? value) => _environment[variable] = value;

    /// <summary>Starts gnome-keyring, which makes the keyring at its first start, and unlocks it.</summary>
    internal async Task StartKeyringAsync()
    {
        _keyring = Start("gnome-keyring-daemon", redirectInput: true, "--foreground", "--unlock", "--components=secrets");
        await _keyring.StandardInput.WriteAsync(Password.AsMemory(), TestContext.Current.CancellationToken);
        _keyring.StandardInput.Close();
        await _keyring.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken); // Says so when it listens.
        await CallAsync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets");
    }

    /// <summary>Ends the bus, as the end of a desktop session does.</summary>
    internal async Task KillBusAsync()
    {
        _bus!.Kill();
        await _bus.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    internal Task LockAsync() => CallAsync("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", "array:objpath:" + Collection);

    /// <summary>Stops the daemon: it is there and answers nothing.</summary>
    internal void Freeze() => Signal("STOP");

    internal void Thaw() => Signal("CONT");

    internal async Task KillKeyringAsync()
    {
        _keyring!.Kill();
        await _keyring.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What a program of the session prints.</summary>
    internal async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, redirectInput: false, arguments);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process?[])[_keyring, _bus])
        {
            if (process is not null)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }

        _home.Dispose();
    }

    private static void Demand()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Needs Linux.");
        }

        foreach (var program in (string[])["dbus-daemon", "dbus-send", "gnome-keyring-daemon"])
        {
            Requirements.Program(program);
        }

        if (!System.Runtime.InteropServices.NativeLibrary.TryLoad("libsecret-1.so.0", out _))
        {
            Requirements.Missing("The library libsecret-1.so.0 is not installed.");
        }
    }

    private async Task StartBusAsync()
    {
        var socket = "unix:path=" + Path.Combine(_home.Root, "bus");
        _bus = Start("dbus-daemon", redirectInput: false, "--session", "--nofork", "--nopidfile", "--print-address=1", "--address=" + socket);
        Assert.NotNull(await _bus.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        _environment["DBUS_SESSION_BUS_ADDRESS"] = socket;
    }

    private async Task CallAsync(string destination, string path, string method, string argument)
    {
        using var call = Start("dbus-send", redirectInput: false, "--session", "--print-reply", "--dest=" + destination, path, method, argument);
        var output = await call.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await call.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(call.ExitCode == 0, $"{method} failed: {output}");
    }

    private void Signal(string name)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-" + name, $"{_keyring!.Id}"]);
        kill.WaitForExit();
    }

    private Process Start(string program, bool redirectInput, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = redirectInput, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var process = System.Diagnostics.Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
