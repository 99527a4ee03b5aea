using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>
/// A real terminal, 200 columns by 50 lines, on a tmux server of its own. The tool has it as standard input and
/// standard error; standard output goes to a file. When the tool has ended, <c>cat</c> takes over the terminal.
/// </summary>
internal sealed partial class TmuxTerminal : TmuxPane
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
        await TypeLineAsync("is anybody listening");

        // Once as the terminal's echo, once from cat.
        await WaitForAsync(FreePattern().IsMatch, "what was typed, echoed and repeated");
    }

    [GeneratedRegex(@"\[ended (\d+)\]", RegexOptions.None, 5000)]
    private static partial Regex EndedPattern();

    [GeneratedRegex(@"^is anybody listening\s*^is anybody listening\s*$", RegexOptions.Multiline, 5000)]
    private static partial Regex FreePattern();

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_home.Folder, file));

    private protected override ProcessStartInfo Start(string[] arguments) => StartFor(_home, _server, arguments);

    private protected override string Beside()
    {
        var output = Path.Combine(_home.Folder, "standard-output");
        return $"Standard output:\n{(File.Exists(output) ? File.ReadAllText(output) : "none")}";
    }
}
