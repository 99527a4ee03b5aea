using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class BrowserCommandTests
{
    private const string Url = "https://login.example.com/a?b=c&d=e%20f";

    [Theory]
    [InlineData("")]
    [InlineData("cmd /c start")]
    [InlineData(@"C:\Windows\System32\cmd.exe /c start %s")]
    [InlineData("powershell.exe -Command Start-Process")]
    [InlineData("wsl.exe xdg-open %s")]
    [InlineData("pwsh-preview.exe -Command Start-Process")]
    [InlineData("plink host firefox %s")]
    [InlineData("lynx.exe")]
    [Trait("Invariant", "9")]
    public void No_shell_sees_the_url_on_windows(string browser)
    {
        BrowserCandidate candidate = Assert.Single(Candidates(HostPlatform.Windows, ("BROWSER", browser)));

        Assert.True(candidate.IsShellExecute);
        Assert.Equal(Url, candidate.File);
        Assert.Empty(candidate.Arguments);
    }

    [Theory]
    [InlineData(@"C:\Firefox\firefox.exe", @"C:\Firefox\firefox.exe URL")]
    [InlineData(@"""C:\Program Files\Firefox\firefox.exe"" -new-tab %s", @"C:\Program Files\Firefox\firefox.exe -new-tab URL")]
    [InlineData(@"C:\Program Files\Firefox\firefox.exe", @"C:\Program Files\Firefox\firefox.exe URL|C:\Program Files\Firefox\firefox.exe URL")]
    [InlineData(@"chrome --incognito;firefox", "chrome --incognito URL|firefox URL")]
    public void On_windows_the_variable_has_semicolons_and_backslashes(string browser, string expected)
    {
        string[] lines = Lines(HostPlatform.Windows, ("BROWSER", browser));

        Assert.Equal(expected.Replace("URL", Url, StringComparison.Ordinal), string.Join('|', lines[..^1]));
        Assert.Equal(Url, lines[^1]);
    }

    [Theory]
    [InlineData(HostPlatform.Windows)]
    [InlineData(HostPlatform.MacOS)]
    public void Over_ssh_with_BROWSER_set_nothing_opens_on_the_screen_of_the_remote_computer(HostPlatform platform) =>
        Assert.Equal([$"helper {Url}"], Lines(platform, ("BROWSER", "helper"), ("SSH_CONNECTION", "10.0.0.5 52314 10.0.0.9 22")));

    [Fact]
    public void On_macos_open_is_asked_after_the_users_own_choice()
    {
        Assert.Equal([$"/usr/bin/open {Url}"], Lines(HostPlatform.MacOS));
        Assert.Equal([$"helper {Url}", $"/usr/bin/open {Url}"], Lines(HostPlatform.MacOS, ("BROWSER", "helper")));
    }

    [Fact]
    public void On_linux_the_desktop_is_asked_and_without_one_nobody()
    {
        string[] lines = Lines(HostPlatform.Linux, ("DISPLAY", ":0"));

        Assert.Equal($"xdg-open {Url}", lines[0]);
        Assert.Equal($"gio open {Url}", lines[1]);
        Assert.Equal(lines, Lines(HostPlatform.Linux, ("WAYLAND_DISPLAY", "wayland-0")));
        Assert.Empty(Lines(HostPlatform.Linux));
        Assert.Empty(Lines(HostPlatform.Linux, ("DISPLAY", "")));
    }

    [Fact]
    public void In_wsl_the_browser_of_windows_comes_first()
    {
        string[] lines = Lines(HostPlatform.Linux, ("WSL_DISTRO_NAME", "Debian"), ("DISPLAY", ":0"));

        Assert.Equal($"wslview {Url}", lines[0]);
        Assert.Equal($"/mnt/c/Windows/System32/rundll32.exe url.dll,FileProtocolHandler {Url}", lines[1]);
        Assert.Equal($"rundll32.exe url.dll,FileProtocolHandler {Url}", lines[2]);
        Assert.Equal($"xdg-open {Url}", lines[3]);
    }

    [Fact]
    public void In_wsl_the_drive_may_be_mounted_elsewhere_and_a_long_url_is_not_given_to_what_would_cut_it()
    {
        BrowserFacts facts = Facts(HostPlatform.Linux, isRoot: false, ("WSL_INTEROP", "/run/WSL/8_interop")) with { WindowsDrive = "/c" };
        string longUrl = Url + new string('x', 2048);

        Assert.Equal("/c/Windows/System32/rundll32.exe", BrowserCommand.Candidates(facts, Url)[1].File);
        Assert.Equal(["wslview"], BrowserCommand.Candidates(facts, longUrl).Select(candidate => candidate.File));
    }

    [Fact]
    public void The_desktops_own_opener_is_not_led_to_browsers_of_the_terminal()
    {
        BrowserCandidate opener = Candidates(HostPlatform.Linux, ("DISPLAY", ":0"), ("BROWSER", "w3m"))[0];

        Assert.Equal("xdg-open", opener.File);
        Assert.All(opener.Browsers!.Split(':'), browser => Assert.False(ConsoleBrowsers.Contains(browser)));
    }

    [Theory]
    [InlineData("firefox", "firefox URL")]
    [InlineData("firefox --new-window", "firefox --new-window URL")]
    [InlineData("chrome --app=%s", "chrome --app=URL")]
    [InlineData("open-at %s --quiet", "open-at URL --quiet")]
    [InlineData("/opt/helpers/browser.sh", "/opt/helpers/browser.sh URL")]
    [InlineData("w3m:firefox", "firefox URL")]
    [InlineData("/usr/bin/w3m -X:lynx:links2:elinks:www-browser:browsh", "")]
    [InlineData("Lynx:/usr/local/bin/carbonyl", "")]
    [InlineData("x-www-browser", "x-www-browser URL")]
    [InlineData("one:two", "one URL|two URL")]
    [InlineData("", "")]
    [InlineData(" : :", "")]
    [InlineData("firefox %s &", "firefox URL")]
    [InlineData("firefox &", "firefox URL")]
    [InlineData("firefox & reboot", "")]
    [InlineData("open -a 'Google Chrome'", "open -a Google Chrome URL")]
    [InlineData("open -a \"Google Chrome\" %s", "open -a Google Chrome URL")]
    [InlineData("open -a Google\\ Chrome", "open -a Google Chrome URL")]
    [InlineData("'open:er' %s:next", "open:er URL|next URL")]
    [InlineData("opener --via=a%cb --part=100%%", "opener --via=a:b --part=100% URL")]
    [InlineData("opener %%s", "opener %s URL")]
    [InlineData("opener %u", "opener %u URL")]
    [InlineData("opener %", "opener % URL")]
    [InlineData("/mnt/c/Program Files (x86)/Browser/browser.exe", "/mnt/c/Program Files (x86)/Browser/browser.exe URL")]
    [InlineData("/opt/my browser", "/opt/my browser URL|/opt/my browser URL")]
    [InlineData("opener 'half", "")]
    [InlineData("''", "")]
    [InlineData("bash -c %s", "")]
    [InlineData("/bin/sh -c", "")]
    [InlineData("env bash -c", "")]
    [InlineData("env -S 'bash -c'", "")]
    [InlineData("ssh laptop open", "")]
    [InlineData("opener 'run %s'", "")]
    [InlineData("opener \"$HOME\"", "")]
    [InlineData("fire\0fox", "")]
    [InlineData("/opt/a b\nc", "")]
    [InlineData("firefox;reboot", "")]
    [InlineData("sh -c 'firefox %s'", "")]
    [InlineData("sh -c \"firefox %s\"", "")]
    [InlineData("firefox | cat", "")]
    [InlineData("firefox > /tmp/x", "")]
    [InlineData("$HOME/browser", "")]
    [InlineData("`which firefox`", "")]
    [InlineData("%s", "")]
    [InlineData("fire\nfox", "")]
    [InlineData("wsl firefox %s", "")]
    [InlineData("plink host firefox", "")]
    [InlineData("dbclient host firefox", "")]
    [InlineData("autossh host firefox", "")]
    [InlineData("et host -c firefox", "")]
    [InlineData("tmux new firefox", "")]
    [InlineData("screen firefox", "")]
    [InlineData("xterm -e firefox %s", "")]
    [InlineData("gnome-terminal -- firefox", "")]
    [InlineData("konsole -e firefox", "")]
    [InlineData("alacritty -e firefox", "")]
    [InlineData("kitty firefox", "")]
    [InlineData("script -c firefox", "")]
    [InlineData("watch firefox", "")]
    [InlineData("xargs firefox", "")]
    [InlineData("/bin/rbash firefox", "")]
    [InlineData("yash firefox", "")]
    [InlineData("nu -c firefox", "")]
    [InlineData("xonsh -c firefox", "")]
    [InlineData("elvish -c firefox", "")]
    [InlineData("pwsh-preview -c firefox", "")]
    [InlineData("env PWSH-lts firefox", "")]
    [Trait("Invariant", "9")]
    public void No_shell_sees_the_url_by_way_of_the_browser_variable(string browser, string expected)
    {
        string[] lines = Lines(HostPlatform.Linux, ("BROWSER", browser));

        Assert.Equal(expected.Replace("URL", Url, StringComparison.Ordinal), string.Join('|', lines));
    }

    [Fact]
    [Trait("Invariant", "9")]
    public void No_shell_sees_the_url_whose_text_stays_one_argument()
    {
        BrowserCandidate candidate = Assert.Single(Candidates(HostPlatform.Linux, ("BROWSER", "firefox -new-tab %s")));

        Assert.Equal(["-new-tab", Url], candidate.Arguments);
    }

    [Theory]
    [InlineData("SUDO_USER=ada", "ada's")]
    [InlineData("DOAS_USER=ada", "ada's")]
    [InlineData("PKEXEC_UID=1000", "another user's")]
    [InlineData("USER=ada", "ada's")]
    [InlineData("LOGNAME=ada", "ada's")]
    [InlineData("SUDO_USER=ada;USER=root;LOGNAME=root", "ada's")]
    [InlineData("SUDO_USER=$(reboot)", "another user's")]
    public void Root_in_the_session_of_another_user_opens_nothing(string variables, string whose)
    {
        (string, string)[] world = [("DISPLAY", ":0"), ("BROWSER", "helper"), .. variables.Split(';').Select(variable => (variable.Split('=')[0], variable.Split('=')[1]))];
        foreach (HostPlatform platform in (HostPlatform[])[HostPlatform.Linux, HostPlatform.MacOS])
        {
            BrowserFacts facts = Facts(platform, isRoot: true, world);

            Assert.Empty(BrowserCommand.Candidates(facts, Url));
            Assert.Equal(whose, ForeignSession.Possessive(facts));
            Assert.NotEmpty(BrowserCommand.Candidates(facts with { IsRoot = false }, Url));
        }
    }

    [Theory]
    [InlineData("SUDO_USER=root")]
    [InlineData("PKEXEC_UID=0")]
    [InlineData("USER=root")]
    [InlineData("HOME=/root")]
    public void Root_in_a_session_of_its_own_is_a_user_like_others(string variable)
    {
        string[] parts = variable.Split('=');

        Assert.NotEmpty(Candidates(HostPlatform.Linux, isRoot: true, [("DISPLAY", ":0"), (parts[0], parts[1])]));
    }

    [Fact]
    public void A_display_of_another_user_is_left_alone_but_what_uses_no_display_is_not()
    {
        BrowserFacts facts = Facts(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0"), ("BROWSER", "firefox")) with { IsDisplayOfAnotherUser = true };
        Assert.Empty(BrowserCommand.Candidates(facts, Url));
        Assert.NotEmpty(BrowserCommand.Candidates(facts with { IsRoot = false }, Url));

        BrowserFacts editor = Facts(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0"), ("VSCODE_IPC_HOOK_CLI", "/tmp/x.sock"), ("BROWSER", "/opt/bin/helpers/browser.sh"));
        Assert.Equal(["/opt/bin/helpers/browser.sh"], BrowserCommand.Candidates(editor with { IsDisplayOfAnotherUser = true }, Url).Select(candidate => candidate.File));

        BrowserFacts wsl = Facts(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0"), ("WSL_DISTRO_NAME", "Debian")) with { IsDisplayOfAnotherUser = true };
        Assert.Equal(["wslview", "/mnt/c/Windows/System32/rundll32.exe", "rundll32.exe"], BrowserCommand.Candidates(wsl, Url).Select(candidate => candidate.File));

        BrowserFacts container = Facts(HostPlatform.Linux, isRoot: true, ("BROWSER", "helper")) with { IsDisplayOfAnotherUser = true };
        Assert.Single(BrowserCommand.Candidates(container, Url));
    }

    private static string[] Lines(HostPlatform platform, params (string Name, string Value)[] variables) => Lines(platform, isRoot: false, variables);

    private static string[] Lines(HostPlatform platform, bool isRoot, params (string Name, string Value)[] variables) =>
        [.. Candidates(platform, isRoot, variables).Select(candidate => string.Join(' ', candidate.Arguments.Prepend(candidate.File)))];

    private static IReadOnlyList<BrowserCandidate> Candidates(HostPlatform platform, params (string Name, string Value)[] variables) =>
        Candidates(platform, isRoot: false, variables);

    private static IReadOnlyList<BrowserCandidate> Candidates(HostPlatform platform, bool isRoot, (string Name, string Value)[] variables) =>
        BrowserCommand.Candidates(Facts(platform, isRoot, variables), Url);

    private static BrowserFacts Facts(HostPlatform platform, bool isRoot, params (string Name, string Value)[] variables) => new()
    {
        Platform = platform,
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        IsRoot = isRoot,
    };
}
