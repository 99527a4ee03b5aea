using System.Diagnostics;
using System.Globalization;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>A person's shell on a real terminal, with job control, in a tmux server of its own: what a sign-in is started from and comes back to.</summary>
internal sealed class TerminalShell : TmuxPane
{
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
        await TypeLineAsync($"DOTNET='{ToolProcess.DotNet}' TOOL='{ToolProcess.AssemblyPath}' sh login.sh");
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
        await TypeLineAsync($"{command}; touch {done}");
        await WaitForAsync(_ => File.Exists(Path.Combine(_home.Folder, done)), command);
    }

    /// <summary>The screen row by row.</summary>
    public Task<string> RowsAsync() => TmuxAsync(null, "capture-pane", "-p");

    public Task ResizeAsync(int columns) => TmuxAsync(null, "resize-window", "-x", columns.ToString(CultureInfo.InvariantCulture));

    /// <summary>Closes the terminal under whatever runs there.</summary>
    public Task CloseAsync() => TmuxAsync(null, "kill-server");

    /// <summary>Checks that the terminal is the shell's again: its settings as before, no mark around a paste, and every key for the next program.</summary>
    public async Task ShouldBeAsBeforeAsync()
    {
        // Once more where a signal cut it short.
        await RunAsync("until stty -g > settings-after; do sleep 1; done");
        Assert.Equal(await ReadAsync("settings-before"), await ReadAsync("settings-after"));
        await TypeLineAsync("cat > typed");
        await PasteAsync("is anybody listening\n");
        await PressAsync("C-d");
        await RunAsync("true");
        Assert.Equal("is anybody listening\n", await ReadAsync("typed"));
    }

    public Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_home.Folder, file));

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        catch (Xunit.Sdk.XunitException)
        {
            // It was closed by the test.
        }
    }

    private protected override ProcessStartInfo Start(string[] arguments) => StartFor(_home, _server, arguments);
}
