using System.Diagnostics;
using System.Globalization;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>A person's shell on a real terminal, with job control, in a tmux server of its own: what a sign-in is started from and comes back to.</summary>
internal sealed class TerminalShell : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly ToolHome _home;
    private readonly string _server = $"e2e-{Guid.NewGuid():n}";
    private int _commands;

    private TerminalShell(ToolHome home) => _home = home;

    public static async Task<TerminalShell> StartAsync(ToolHome home, int columns = 120)
    {
        Requirements.Program("tmux");
        var shell = new TerminalShell(home);
        var size = columns.ToString(CultureInfo.InvariantCulture);

        // One that edits no lines of its own, so that every setting of the terminal is the tool's doing.
        await shell.TmuxAsync(
            null, "-f", "/dev/null", "new-session", "-d", "-x", size, "-y", "50", "env", "-u", "TMUX", "-u", "TMUX_PANE", "PS1=ready> ", "dash", "-i");
        await shell.WaitForAsync("ready>");
        await shell.RunAsync("stty -g > settings-before");
        return shell;
    }

    /// <summary>Starts the tool with its standard output in a file.</summary>
    public async Task StartToolAsync(params string[] arguments)
    {
        var script = Path.Combine(_home.Folder, "login.sh");
        await File.WriteAllTextAsync(script, "echo $$ > process\nexec \"$DOTNET\" \"$TOOL\" " + string.Join(' ', arguments.Select(argument => $"'{argument}'")) + " > standard-output\n");
        await TypeAsync($"DOTNET='{ToolProcess.DotNet}' TOOL='{ToolProcess.AssemblyPath}' sh login.sh");
        await PressAsync("Enter");
    }

    /// <summary>Sends the tool a signal, as another program would.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", (await ReadAsync("process")).Trim()]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Runs a command in the shell, when that has the terminal.</summary>
    public async Task RunAsync(string command)
    {
        var done = $"done-{++_commands}";
        await TypeAsync($"{command}; touch {done}");
        await PressAsync("Enter");
        await WaitForAsync(_ => File.Exists(Path.Combine(_home.Folder, done)), command);
    }

    /// <summary>Everything on the screen and above it; a line that the terminal folded is one line.</summary>
    public Task<string> ScreenAsync() => TmuxAsync(null, "capture-pane", "-p", "-J", "-S", "-");

    /// <summary>The screen row by row.</summary>
    public Task<string> RowsAsync() => TmuxAsync(null, "capture-pane", "-p");

    public async Task<string> WaitForAsync(Func<string, bool> predicate, string what)
    {
        using var deadline = Deadline.Start();
        using var timer = new PeriodicTimer(Glance);
        var screen = "";
        try
        {
            do
            {
                screen = await ScreenAsync();
                if (predicate(screen))
                {
                    return screen;
                }
            }
            while (await timer.WaitForNextTickAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            // Told below, with what was there instead.
        }

        throw new InvalidOperationException($"'{what}' did not come:\n{screen.TrimEnd()}");
    }

    public Task<string> WaitForAsync(string text) => WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), text);

    public async Task<Uri> AuthorizationUriAsync()
        => ToolText.AuthorizationUri(await WaitForAsync(screen => ToolText.AuthorizationUri(screen) is not null, "the authorization URL"))!;

    /// <summary>Types letters as they are, escape sequences included.</summary>
    public Task TypeAsync(string text) => TmuxAsync(null, "send-keys", "-l", text);

    public Task PressAsync(string key) => TmuxAsync(null, "send-keys", key);

    /// <summary>Pastes as a terminal does: marked when the program asked for that.</summary>
    public async Task PasteAsync(string text)
    {
        await TmuxAsync(text, "load-buffer", "-b", "paste", "-");
        await TmuxAsync(null, "paste-buffer", "-d", "-p", "-b", "paste");
    }

    public Task ResizeAsync(int columns) => TmuxAsync(null, "resize-window", "-x", columns.ToString(CultureInfo.InvariantCulture));

    /// <summary>Closes the terminal under whatever runs there.</summary>
    public Task CloseAsync() => TmuxAsync(null, "kill-server");

    /// <summary>Checks that the terminal is the shell's again: its settings as before, no mark around a paste, and every key for the next program.</summary>
    public async Task ShouldBeAsBeforeAsync()
    {
        // Once more where a signal cut it short.
        await RunAsync("until stty -g > settings-after; do sleep 1; done");
        Assert.Equal(await ReadAsync("settings-before"), await ReadAsync("settings-after"));
        await TypeAsync("cat > typed");
        await PressAsync("Enter");
        await PasteAsync("is anybody listening\n");
        await PressAsync("C-d");
        await RunAsync("true");
        Assert.Equal("is anybody listening\n", await ReadAsync("typed"));
    }

    public Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_home.Folder, file));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync();
        }
        catch (Xunit.Sdk.XunitException)
        {
            // It was closed by the test.
        }
    }

    private async Task<string> TmuxAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-u", "-L", _server, .. arguments])
        {
            WorkingDirectory = _home.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in _home.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["TMUX_TMPDIR"] = _home.Folder;
        using var process = Process.Start(start)!;
        var output = CapturedOutput.Of(process.StandardOutput);
        var error = CapturedOutput.Of(process.StandardError);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Deadline.Default);
        await process.WaitForExitAsync(deadline.Token);
        await Task.WhenAll(output.Completion, error.Completion).WaitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"tmux {arguments[0]}: {error.Text}");
        return output.Text;
    }
}
