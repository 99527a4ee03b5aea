using System.Diagnostics;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>The one pane of a tmux server of its own: a real terminal whose screen can be read and whose keys can be pressed.</summary>
internal abstract class TmuxPane : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

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

        throw new InvalidOperationException($"'{what}' did not come to the screen:\n{screen.TrimEnd()}\n{Beside()}");
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

    /// <summary>Types a line, as against pasting it.</summary>
    public async Task TypeLineAsync(string text)
    {
        if (text.Length > 0)
        {
            await TypeAsync(text);
        }

        await PressAsync("Enter");
    }

    /// <summary>Types letters as they are, escape sequences included.</summary>
    public Task TypeAsync(string text) => TmuxAsync(null, "send-keys", "-l", text);

    public virtual async ValueTask DisposeAsync() => await TmuxAsync(null, "kill-server");

    /// <summary>How tmux is started with these arguments, always for the same server.</summary>
    private protected abstract ProcessStartInfo Start(string[] arguments);

    /// <summary>tmux on this machine, with the variables of a home and its socket in there.</summary>
    private protected static ProcessStartInfo StartFor(ToolHome home, string server, string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-u", "-L", server, .. arguments]) { WorkingDirectory = home.Folder };
        start.Environment.Clear();
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["TMUX_TMPDIR"] = home.Folder;
        return start;
    }

    /// <summary>What else there is to see when something did not come to the screen.</summary>
    private protected virtual string Beside() => "";

    private protected async Task<string> TmuxAsync(string? input, params string[] arguments)
    {
        var start = Start(arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
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
