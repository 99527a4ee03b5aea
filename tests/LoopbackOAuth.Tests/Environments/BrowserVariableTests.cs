using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class BrowserVariableTests
{
    [Theory]
    [InlineData("w3m", "NoWindow")]
    [InlineData("W3M", "NoWindow")]
    [InlineData("carbonyl", "NoWindow")]
    [InlineData("/usr/bin/w3m", "NoWindow")]
    [InlineData("/usr/bin/lynx -cfg=/etc/lynx.cfg %s", "NoWindow")]
    [InlineData("  lynx\t%s", "NoWindow")]
    [InlineData("\"/usr/bin/lynx\" %s", "NoWindow")]
    [InlineData("lynx:w3m:/usr/bin/links2 -g", "NoWindow")]
    [InlineData("none", "NoWindow")]
    [InlineData("/bin/true", "NoWindow")]
    [InlineData("echo", "NoWindow")]
    [InlineData("lynx:firefox", "Graphical")]
    [InlineData("lynx::w3m: firefox", "Graphical")]
    [InlineData("firefox:lynx", "Graphical")]
    [InlineData("firefox", "Graphical")]
    [InlineData("/opt/lynx/firefox", "Graphical")]
    [InlineData("firefox lynx", "Graphical")]
    [InlineData("w3mimgdisplay", "Graphical")]
    [InlineData("wslview", "Graphical")]
    [InlineData("/home/u/.vscode-server/bin/abc/bin/helpers/browser.sh", "EditorHelper")]
    [InlineData("lynx:/vscode/bin/linux-x64/abc/bin/helpers/browser.sh", "EditorHelper")]
    [InlineData(":", "None")]
    [InlineData("::  :", "None")]
    public void The_first_entry_of_the_list_that_shows_a_window_counts(string value, string choice) =>
        Assert.Equal(choice, BrowserVariable.Read(World.Linux("BROWSER=" + value)).ToString());

    [Theory]
    [InlineData(@"C:\tools\lynx.exe", "NoWindow")]
    [InlineData(@"""C:\tools\lynx.exe"" %1", "NoWindow")]
    [InlineData(@"C:\Program Files\Mozilla Firefox\firefox.exe", "Graphical")]
    public void A_path_of_Windows_keeps_its_drive(string value, string choice) =>
        Assert.Equal(choice, BrowserVariable.Read(World.Of(HostPlatform.Windows, "BROWSER=" + value)).ToString());

    [Fact]
    public void Without_the_variable_it_says_nothing() => Assert.Equal(BrowserChoice.None, BrowserVariable.Read(World.Linux("")));

    [Fact]
    public void A_huge_value_is_read_like_any_other() =>
        Assert.Equal(BrowserChoice.Graphical, BrowserVariable.Read(World.Linux("BROWSER=" + string.Concat(Enumerable.Repeat("lynx:", 100_000)) + "firefox")));
}
