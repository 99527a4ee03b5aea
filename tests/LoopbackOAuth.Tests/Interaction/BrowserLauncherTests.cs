using System.Diagnostics;
using System.Globalization;
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
    public async Task A_cancelled_attempt_starts_nothing()
    {
        Script("fake", "echo ok > \"$OUT\"");

        Assert.False(await Launcher("fake").LaunchAsync(s_url, new CancellationToken(canceled: true)));
        Assert.False(File.Exists(Out));
    }

    private string Out => Path.Combine(_folder.FullName, "out");

    private ValueTask<bool> LaunchAsync(string browser) => Launcher(browser).LaunchAsync(s_url, Token);

    private BrowserLauncher Launcher(string browser, TimeProvider? timeProvider = null) => new(
        () => new BrowserFacts
        {
            Platform = HostPlatform.Linux,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["BROWSER"] = browser,
                ["PATH"] = $".:{_folder.FullName}:/usr/bin:/bin",
                ["OUT"] = Out,
            },
        },
        timeProvider ?? TimeProvider.System);

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
