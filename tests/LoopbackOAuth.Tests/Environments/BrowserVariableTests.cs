using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class BrowserVariableTests
{
    [Theory]
    [InlineData("w3m", false)]
    [InlineData("W3M", false)]
    [InlineData("carbonyl", false)]
    [InlineData("/usr/bin/w3m", false)]
    [InlineData("/usr/bin/lynx -cfg=/etc/lynx.cfg %s", false)]
    [InlineData("  lynx\t%s", false)]
    [InlineData("\"/usr/bin/lynx\" %s", false)]
    [InlineData("lynx:firefox", false)]
    [InlineData("firefox:lynx", true)]
    [InlineData("firefox", true)]
    [InlineData("/opt/lynx/firefox", true)]
    [InlineData("firefox lynx", true)]
    [InlineData("w3mimgdisplay", true)]
    [InlineData("wslview", true)]
    public void The_first_program_tells(string value, bool graphical) =>
        Assert.Equal(graphical, BrowserVariable.IsGraphical(World.Linux("BROWSER=" + value)));

    [Theory]
    [InlineData(@"C:\tools\lynx.exe", false)]
    [InlineData(@"""C:\tools\lynx.exe"" %1", false)]
    [InlineData(@"C:\Program Files\Mozilla Firefox\firefox.exe", true)]
    public void A_path_of_Windows_keeps_its_drive(string value, bool graphical) =>
        Assert.Equal(graphical, BrowserVariable.IsGraphical(World.Of(HostPlatform.Windows, "BROWSER=" + value)));

    [Fact]
    public void Without_the_variable_it_says_nothing() => Assert.Null(BrowserVariable.IsGraphical(World.Linux("")));
}
