using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class FilePermissionsTests
{
    [Theory]
    [InlineData("700", true)]
    [InlineData("500", true)]
    [InlineData("755", true)]
    [InlineData("750", true)]
    [InlineData("2755", true)]
    [InlineData("770", false)]
    [InlineData("720", false)]
    [InlineData("702", false)]
    [InlineData("777", false)]
    [InlineData("1777", false)]
    public void A_folder_is_safe_when_nobody_else_can_write_to_it(string mode, bool safe) =>
        Assert.Equal(safe, FilePermissions.IsSafeFolder(Mode(mode)));

    [Theory]
    [InlineData("600", true)]
    [InlineData("400", true)]
    [InlineData("700", true)]
    [InlineData("640", false)]
    [InlineData("604", false)]
    [InlineData("620", false)]
    [InlineData("610", false)]
    [InlineData("601", false)]
    [InlineData("666", false)]
    public void A_file_is_private_when_nobody_else_has_any_right(string mode, bool isPrivate) =>
        Assert.Equal(isPrivate, FilePermissions.IsPrivateFile(Mode(mode)));

    [Theory]
    [InlineData("600", "0600")]
    [InlineData("1777", "1777")]
    [InlineData("0", "0000")]
    public void A_mode_is_shown_as_chmod_takes_it(string mode, string shown) => Assert.Equal(shown, FilePermissions.Octal(Mode(mode)));

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
