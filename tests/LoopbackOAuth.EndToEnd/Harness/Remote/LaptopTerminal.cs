using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>A terminal window on the laptop, 80 columns by 24 lines, in which Ada types one command.</summary>
internal sealed partial class LaptopTerminal : TmuxPane
{
    // The settings of the terminal are kept beside, so that the screen is the command's alone.
    private const string Script = """
        stty -g > "$HOME/$1.before"
        bash -c "$2"
        code=$?
        stty -g > "$HOME/$1.after"
        cmp "$HOME/$1.before" "$HOME/$1.after" && echo "[ended $code]" || echo "[ended badly]"
        exec cat
        """;

    private const string JumpPlaceholder = "jump-user@jump-host";

    private readonly NetworkHost _laptop;
    private readonly string _server = $"t{Guid.NewGuid():n}";

    private LaptopTerminal(NetworkHost laptop) => _laptop = laptop;

    /// <summary>Opens the window and runs a line of shell in it.</summary>
    public static async Task<LaptopTerminal> RunAsync(NetworkHost laptop, string command, int lines = 24)
    {
        var terminal = new LaptopTerminal(laptop);
        await terminal.TmuxAsync(
            null,
            "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", lines.ToString(CultureInfo.InvariantCulture),
            "env", "-u", "TMUX", "-u", "TMUX_PANE", "sh", "-c", Script, "sh", terminal._server, command);
        return terminal;
    }

    /// <summary>Where the tool says that it waits for the callback.</summary>
    public async Task<Uri> WaitingUriAsync()
        => ToolText.WaitingUri(await WaitForAsync(screen => ToolText.WaitingUri(screen) is not null, "where the callback is waited for"))!;

    /// <summary>The command for a second terminal that the tool prints, letter by letter.</summary>
    public async Task<string> TunnelCommandAsync()
        => TunnelPattern().Match(await WaitForAsync(TunnelPattern().IsMatch, "the tunnel's command")).Groups[1].Value;

    /// <summary>The same through a jump box, with the user and host that the tool cannot know filled in.</summary>
    public async Task<string> JumpCommandAsync(string jump)
        => JumpPattern().Match(await WaitForAsync(JumpPattern().IsMatch, "the command through a jump box")).Groups[1].Value
            .Replace(JumpPlaceholder, jump, StringComparison.Ordinal);

    /// <summary>The option that takes the place of -J for an old ssh, filled in likewise.</summary>
    public async Task<string> ProxyOptionAsync(string jump)
        => ProxyPattern().Match(await WaitForAsync(ProxyPattern().IsMatch, "the ProxyCommand")).Value
            .Replace(JumpPlaceholder, jump, StringComparison.Ordinal);

    /// <summary>Waits for the end of the command, which must leave the terminal as it was.</summary>
    /// <returns>Everything on the screen.</returns>
    public async Task<string> ShouldEndAsync(int code)
    {
        var screen = await WaitForAsync(EndedPattern().IsMatch, "the end of the command");
        Assert.True(EndedPattern().Match(screen).Groups[1].Value == code.ToString(CultureInfo.InvariantCulture), $"Expected {code}:\n{screen}");
        return screen;
    }

    /// <summary>Waits until the sign-in has succeeded and everything is back where it was.</summary>
    public async Task<string> ShouldBeSignedInAsync()
    {
        var screen = await ShouldEndAsync(ExitCodes.SignedIn);
        Assert.Contains(ToolText.Success, screen, StringComparison.Ordinal);
        return screen;
    }

    private protected override ProcessStartInfo Start(string[] arguments)
    {
        var words = _laptop.Enter(HostUser.Ada, ["tmux", "-u", "-L", _server, .. arguments]);
        return new(words[0], words[1..]);
    }

    [GeneratedRegex(@"\[ended (\w+)\]", RegexOptions.None, 5000)]
    private static partial Regex EndedPattern();

    [GeneratedRegex(@"^ *(ssh -N -L .* -J .*\S) *$", RegexOptions.Multiline, 5000)]
    private static partial Regex JumpPattern();

    [GeneratedRegex(@"-o ""ProxyCommand=[^""]*""", RegexOptions.None, 5000)]
    private static partial Regex ProxyPattern();

    [GeneratedRegex(@"^ *(ssh -N -L .*\S) *$", RegexOptions.Multiline, 5000)]
    private static partial Regex TunnelPattern();
}
