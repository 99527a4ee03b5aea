using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>
/// A real terminal, 200 columns by 50 lines, on a tmux server of its own. The tool has it as standard input and
/// standard error; standard output goes to a file. When the tool has ended, <c>cat</c> takes over the terminal.
/// </summary>
internal sealed partial class TmuxTerminal : IAsyncDisposable
{
    private const string Script = """
        stty -g > "$HOME/settings-before"
        trap : INT
        "$@" > "$HOME/standard-output"
        code=$?
        stty -g > "$HOME/settings-after"
        echo "[ended $code]"
        exec cat
        """;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly ToolHome _home;
    private readonly string _server = $"e2e-{Guid.NewGuid():n}";

    private TmuxTerminal(ToolHome home) => _home = home;

    public static async Task<TmuxTerminal> StartAsync(ToolHome home, params string[] arguments)
    {
        Requirements.Program("tmux");
        var script = Path.Combine(home.Folder, "run.sh");
        await File.WriteAllTextAsync(script, Script);
        var terminal = new TmuxTerminal(home);
        await terminal.TmuxAsync(
            null,
            ["-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "50", "env", "-u", "TMUX", "-u", "TMUX_PANE", "sh", script, ToolProcess.DotNet, ToolProcess.AssemblyPath, .. arguments]);
        return terminal;
    }

    /// <summary>Everything on the screen and above it; a line that the terminal wrapped is one line.</summary>
    public async Task<string> ScreenAsync() => await TmuxAsync(null, "capture-pane", "-p", "-J", "-S", "-");

    /// <summary>Looks at the screen until what is looked for is there: a terminal tells nobody when it changes.</summary>
    /// <returns>The screen.</returns>
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

        var output = Path.Combine(_home.Folder, "standard-output");
        throw new InvalidOperationException(
            $"'{what}' did not come to the screen:\n{screen.TrimEnd()}\nStandard output:\n{(File.Exists(output) ? await File.ReadAllTextAsync(output, CancellationToken.None) : "none")}");
    }

    public Task<string> WaitForAsync(string text) => WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), text);

    public async Task<Uri> AuthorizationUriAsync()
        => ToolText.AuthorizationUri(await WaitForAsync(screen => ToolText.AuthorizationUri(screen) is not null, "the authorization URL"))!;

    /// <summary>Pastes as a terminal does: a line feed becomes a carriage return, bracketed when the program asked for that.</summary>
    public async Task PasteAsync(string text)
    {
        await TmuxAsync(text, "load-buffer", "-b", "paste", "-");
        await TmuxAsync(null, "paste-buffer", "-d", "-p", "-b", "paste");
    }

    /// <summary>Presses a key by its tmux name, such as <c>Enter</c> or <c>C-c</c>.</summary>
    public Task PressAsync(string key) => TmuxAsync(null, "send-keys", key);

    public async Task SubmitAsync(string text)
    {
        if (text.Length > 0)
        {
            await PasteAsync(text);
        }

        await PressAsync("Enter");
    }

    /// <summary>Waits for the tool's end and checks that it left the terminal as it found it.</summary>
    public async Task<ToolResult> WaitForExitAsync()
    {
        var ended = EndedPattern().Match(await WaitForAsync(EndedPattern().IsMatch, "the end of the tool"));
        var code = int.Parse(ended.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.Equal(await ReadAsync("settings-before"), await ReadAsync("settings-after"));
        return new(code, await ReadAsync("standard-output"), await ScreenAsync());
    }

    /// <summary>Checks that what is typed now reaches the next program, whole: nothing of the tool still reads the terminal.</summary>
    public async Task ShouldBeFreeAsync()
    {
        await TmuxAsync(null, "send-keys", "-l", "is anybody listening");
        await PressAsync("Enter");

        // Once as the terminal's echo, once from cat.
        await WaitForAsync(FreePattern().IsMatch, "what was typed, echoed and repeated");
    }

    public async ValueTask DisposeAsync() => await TmuxAsync(null, "kill-server");

    [GeneratedRegex(@"\[ended (\d+)\]", RegexOptions.None, 5000)]
    private static partial Regex EndedPattern();

    [GeneratedRegex(@"^is anybody listening\s*^is anybody listening\s*$", RegexOptions.Multiline, 5000)]
    private static partial Regex FreePattern();

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_home.Folder, file));

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
