using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class ConsoleBrowsersTests
{
    [Theory]
    [InlineData("w3m")]
    [InlineData("lynx")]
    [InlineData("links")]
    [InlineData("links2")]
    [InlineData("elinks")]
    [InlineData("www-browser")]
    [InlineData("browsh")]
    [InlineData("edbrowse")]
    [InlineData("netrik")]
    [InlineData("retawq")]
    [InlineData("carbonyl")]
    [InlineData("cha")]
    [InlineData("none")]
    [InlineData("/bin/false")]
    [InlineData("W3M")]
    [InlineData("/usr/bin/w3m")]
    [InlineData(@"C:\tools\Lynx.EXE")]
    public void What_draws_in_the_terminal_or_shows_nothing_is_known_by_its_name(string program) => Assert.True(ConsoleBrowsers.Contains(program));

    [Theory]
    [InlineData("")]
    [InlineData(".exe")]
    [InlineData("firefox")]
    [InlineData("x-www-browser")]
    [InlineData("w3mimgdisplay")]
    [InlineData("/opt/lynx/firefox")]
    [InlineData("lynx/")]
    public void Any_other_program_is_none(string program) => Assert.False(ConsoleBrowsers.Contains(program));
}
