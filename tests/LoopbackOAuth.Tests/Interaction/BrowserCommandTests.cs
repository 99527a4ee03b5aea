using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class BrowserCommandTests
{
    private const string Url = "https://login.example.com/a?b=c&d=e%20f";

    [Fact]
    [Trait("Invariant", "9")]
    public void No_shell_sees_the_url_on_windows()
    {
        BrowserCandidate candidate = Assert.Single(Candidates(HostPlatform.Windows, ("BROWSER", "cmd /c start")));

        Assert.True(candidate.IsShellExecute);
        Assert.Equal(Url, candidate.File);
        Assert.Empty(candidate.Arguments);
    }

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
        Assert.Equal($"rundll32.exe url.dll,FileProtocolHandler {Url}", lines[1]);
        Assert.Equal($"xdg-open {Url}", lines[3]);
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
    [InlineData("firefox &", "")]
    [InlineData("firefox;reboot", "")]
    [InlineData("sh -c 'firefox %s'", "")]
    [InlineData("sh -c \"firefox %s\"", "")]
    [InlineData("firefox | cat", "")]
    [InlineData("firefox > /tmp/x", "")]
    [InlineData("$HOME/browser", "")]
    [InlineData("`which firefox`", "")]
    [InlineData("%s", "")]
    [InlineData("fire\nfox", "")]
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

    [Fact]
    public void Under_sudo_only_a_browser_named_by_the_user_is_opened()
    {
        Assert.Empty(Lines(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0"), ("SUDO_USER", "alice")));
        Assert.Empty(Lines(HostPlatform.MacOS, isRoot: true, ("SUDO_USER", "alice")));
        Assert.Equal([$"helper {Url}"], Lines(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0"), ("SUDO_USER", "alice"), ("BROWSER", "helper")));
        Assert.NotEmpty(Lines(HostPlatform.Linux, isRoot: true, ("DISPLAY", ":0")));
        Assert.NotEmpty(Lines(HostPlatform.Linux, isRoot: false, ("DISPLAY", ":0"), ("SUDO_USER", "alice")));
    }

    private static string[] Lines(HostPlatform platform, params (string Name, string Value)[] variables) => Lines(platform, isRoot: false, variables);

    private static string[] Lines(HostPlatform platform, bool isRoot, params (string Name, string Value)[] variables) =>
        [.. Candidates(platform, isRoot, variables).Select(candidate => string.Join(' ', candidate.Arguments.Prepend(candidate.File)))];

    private static IReadOnlyList<BrowserCandidate> Candidates(HostPlatform platform, params (string Name, string Value)[] variables) =>
        Candidates(platform, isRoot: false, variables);

    private static IReadOnlyList<BrowserCandidate> Candidates(HostPlatform platform, bool isRoot, (string Name, string Value)[] variables) =>
        BrowserCommand.Candidates(
            new BrowserFacts
            {
                Platform = platform,
                Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
                IsRoot = isRoot,
            },
            Url);
}
