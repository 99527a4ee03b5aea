using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>Real programs, started for real: scripts that stand for a browser.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class BrowserLauncherTests : IDisposable
{
    private const string Escaped = "https://login.example.com/a?b=c&d=%24%28touch%20x%29&e=%25PATH%25%3Breboot";
    private static readonly Uri s_url = new("https://login.example.com/a?b=c&d=$(touch%20x)&e=%25PATH%25;reboot");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("browser");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [LinuxFact]
    [Trait("Invariant", "9")]
    public async Task No_shell_sees_the_url_and_the_browser_gets_it_as_one_argument()
    {
        Script("fake", "printf '%s|' \"$#\" \"$@\" > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await LaunchAsync("fake --new-window"));

        Assert.Equal($"2|--new-window|{Escaped}|", await OutAsync());
    }

    public static TheoryData<string> HostileUrls { get; } =
    [
        "https://x.example/?a=$(touch%20x)&b=`id`&c=;reboot;|cat>y<z",
        "https://x.example/?a='b'\"c\"\\&d=e f&g={1..9}&h=*?[a]~#frag",
        "https://x.example/?a=%0a%0d%00&b=%25PATH%25&c=%s&d=--version&e=!1",
        "https://x.example/\u00fc\u202e\U0001f600?x=\u2028",
        "https://x.example/?" + new string('x', 8192),
    ];

    [LinuxTheory]
    [MemberData(nameof(HostileUrls))]
    [Trait("Invariant", "9")]
    public async Task No_shell_sees_the_url_however_hostile_it_is_one_argument_and_the_same_address(string url)
    {
        Script("fake", "printf '%s\\n' \"$#\" \"$@\" > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await LaunchAsync("fake", new Uri(url)));

        string[] lines = (await OutAsync()).Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal("1", lines[0]);
        Assert.StartsWith("https://x.example/", lines[1], StringComparison.Ordinal);
        Assert.Equal(Uri.UnescapeDataString(new Uri(url).AbsoluteUri), Uri.UnescapeDataString(lines[1]));
        Assert.DoesNotContain(lines[1], character => character is <= ' ' or > '~' or '$' or '`' or ';' or '|' or '<' or '>' or '\'' or '"' or '\\' or '*' or '(' or '!');
    }

    [LinuxFact]
    public async Task A_chatty_browser_lives_on_and_writes_to_nobodys_terminal()
    {
        // More than any pipe holds, then a sign of life, then it waits to be ended.
        Script("fake", """
            head -c 300000 /dev/zero
            head -c 300000 /dev/zero >&2
            echo "$$ $(readlink /proc/$$/fd/0) $(readlink /proc/$$/fd/1) $(readlink /proc/$$/fd/2)" > "$OUT.part"; mv "$OUT.part" "$OUT"
            exec sleep 60
            """);

        Assert.True(await LaunchAsync("fake"));

        string[] words = (await OutAsync()).Split(' ');
        using Process browser = Process.GetProcessById(int.Parse(words[0], CultureInfo.InvariantCulture));
        try
        {
            Assert.False(browser.HasExited);
            Assert.Equal(["/dev/null", "/dev/null", "/dev/null"], words[1..]);

            // Field 6 of the kernel's line is the session: its own, so that Ctrl+C here does not reach it.
            string line = await File.ReadAllTextAsync($"/proc/{words[0]}/stat", Token);
            Assert.Equal(words[0], line[(line.LastIndexOf(')') + 2)..].Split(' ')[3]);
        }
        finally
        {
            browser.Kill();
        }
    }

    [LinuxFact]
    public async Task Nothing_of_this_process_stays_open_in_the_browser_and_its_environment_is_the_users()
    {
        // A descriptor that the browser would inherit, as one that a shell left open for its child.
        await using AnonymousPipeServerStream pipe = new(PipeDirection.Out, HandleInheritability.Inheritable);
        Script("fake", """
            { for fd in /proc/$$/fd/*; do readlink "$fd"; done; echo "browser $BROWSER"; } > "$OUT.part"; mv "$OUT.part" "$OUT"
            """);

        Assert.True(await LaunchAsync("fake"));

        // What else is open is the shell's own: the script that it reads, and where its output goes.
        string[] lines = (await OutAsync()).Split('\n');
        Assert.True(lines.Length > 3);
        Assert.DoesNotContain(lines, line => line.StartsWith("pipe:", StringComparison.Ordinal) || line.StartsWith("socket:", StringComparison.Ordinal));
        Assert.Equal("browser fake", lines[^1]);
    }

    [LinuxFact]
    public async Task The_helper_of_an_editor_works_without_a_terminal()
    {
        // As the editors write it: a script that finds its own place and hands its arguments on.
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin", "helpers"));
        Script("node", "printf '%s|' \"$@\" > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");
        Script("bin/helpers/browser.sh", """
            ROOT="$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")"
            "$ROOT/node" --openExternal "$@"
            """);

        Assert.True(await LaunchAsync(Path.Combine(_folder.FullName, "bin", "helpers", "browser.sh")));

        Assert.Equal($"--openExternal|{Escaped}|", await OutAsync());
    }

    [LinuxFact]
    public async Task A_path_with_blanks_needs_no_quotation_marks()
    {
        Script("my browser", "echo \"$1\" > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await LaunchAsync(Path.Combine(_folder.FullName, "my browser")));

        Assert.Equal(Escaped, await OutAsync());
    }

    [LinuxFact]
    public async Task Xdg_open_is_not_led_to_a_browser_of_the_terminal()
    {
        Script("xdg-open", "echo \"$BROWSER\" > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await Launcher("w3m", extra: ("DISPLAY", ":0")).LaunchAsync(s_url, Token));

        Assert.DoesNotContain("w3m", await OutAsync(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Without_xdg_open_the_next_program_is_tried()
    {
        Script("firefox", "echo ok > \"$OUT.part\"; /bin/mv \"$OUT.part\" \"$OUT\"");

        // Nothing but the folder of the test is searched.
        Assert.True(await Launcher("", extra: ("DISPLAY", ":0"), path: _folder.FullName + ":/nowhere").LaunchAsync(s_url, Token));

        Assert.Equal("ok", await OutAsync());
    }

    [LinuxTheory]
    [InlineData("SUDO_USER", "ada", true, "this runs as root in ada's session")]
    [InlineData("SUDO_USER", "$(id)", true, "this runs as root in another user's session")]
    [InlineData("X", "", true, "BROWSER names no browser that can be started here")]
    [InlineData("BROWSER", "", true, "there is no display, and BROWSER is not set")]
    [InlineData("BROWSER", "broken", false, "broken failed")]
    public async Task Who_is_not_shown_a_browser_can_be_told_why(string variable, string value, bool isRoot, string reason)
    {
        Script("broken", "exit 3");
        BrowserLauncher launcher = Launcher("missing", new PatientClock(), (variable, value), isRoot: isRoot);

        BrowserLaunchResult result = await launcher.TryLaunchAsync(s_url, Token);

        Assert.Equal(new BrowserLaunchResult(IsOpened: false, reason), result);
    }

    [LinuxFact]
    public async Task Signals_are_the_browsers_own()
    {
        Script("fake", "grep SigIgn /proc/$$/status > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await LaunchAsync("fake"));

        ulong ignored = ulong.Parse((await OutAsync()).Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(0UL, ignored & (1UL << 12));
    }

    [LinuxFact]
    public async Task A_browser_that_fails_at_once_gives_way_to_the_next()
    {
        Script("broken", "exit 3");
        Script("fake", "echo ok > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await Launcher("missing:broken:./relative:fake", new PatientClock()).LaunchAsync(s_url, Token));

        Assert.Equal("ok", await OutAsync());
    }

    [LinuxFact]
    public async Task Failure_is_false_and_never_an_exception()
    {
        Script("broken", "exit 3");
        File.WriteAllText(Path.Combine(_folder.FullName, "no-program"), "text");
        File.WriteAllText(Path.Combine(_folder.FullName, "no-format"), "\0\0");
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "no-format"), UnixFileMode.UserExecute | UnixFileMode.UserRead);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "folder"));

        Assert.False(await Launcher("missing:broken:no-program:no-format:folder:/nowhere/at/all", new PatientClock()).LaunchAsync(s_url, Token));
        Assert.False(await LaunchAsync(""));
    }

    [LinuxFact]
    public async Task Ended_browsers_do_not_stay_on_the_systems_list()
    {
        Script("fake", "echo $$ > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"");

        Assert.True(await Launcher("fake", new PatientClock()).LaunchAsync(s_url, Token));

        // Gone altogether, not a zombie.
        Assert.False(Directory.Exists($"/proc/{await OutAsync()}"));
    }

    [LinuxFact]
    public async Task One_that_ends_later_does_not_stay_on_the_list_either()
    {
        string go = Path.Combine(_folder.FullName, "go");
        Script("fake", $"echo $$ > \"$OUT.part\"; mv \"$OUT.part\" \"$OUT\"; until [ -e '{go}' ]; do sleep 0.02; done");
        Assert.True(await LaunchAsync("fake"));
        string process = await OutAsync();
        Assert.True(Directory.Exists($"/proc/{process}"));

        await File.WriteAllTextAsync(go, "", Token);

        // Without another start.
        while (Directory.Exists($"/proc/{process}"))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [LinuxFact]
    public async Task A_cancelled_attempt_starts_nothing()
    {
        Script("fake", "echo ok > \"$OUT\"");

        Assert.False(await Launcher("fake").LaunchAsync(s_url, new CancellationToken(canceled: true)));
        Assert.False(File.Exists(Out));
    }

    private string Out => Path.Combine(_folder.FullName, "out");

    private ValueTask<bool> LaunchAsync(string browser, Uri? url = null) => Launcher(browser).LaunchAsync(url ?? s_url, Token);

    private BrowserLauncher Launcher(
        string browser,
        TimeProvider? timeProvider = null,
        (string Name, string Value)? extra = null,
        string? path = null,
        bool isRoot = false)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["BROWSER"] = browser,
            ["PATH"] = path ?? $".:{_folder.FullName}:/usr/bin:/bin",
            ["OUT"] = Out,
        };
        if (extra is { } variable)
        {
            variables[variable.Name] = variable.Value;
        }

        return new(() => new BrowserFacts { Platform = HostPlatform.Linux, Variables = variables, IsRoot = isRoot }, timeProvider ?? TimeProvider.System);
    }

    private void Script(string name, string body)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> OutAsync()
    {
        while (!File.Exists(Out))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return (await File.ReadAllTextAsync(Out, Token)).TrimEnd();
    }

    /// <summary>On it no time passes, so that a program is waited for until it ends, however slow the machine is.</summary>
    private sealed class PatientClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
