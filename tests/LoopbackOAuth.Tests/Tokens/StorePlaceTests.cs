using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

[UnsupportedOSPlatform("windows")]
public sealed class StorePlaceTests
{
    public StorePlaceTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Users have numbers on Unix.");

    // 4000001 to 4000003 have no name here.
    [Theory]
    [InlineData(4000001u, 4000001u, null, null)]
    [InlineData(4000001u, 4000001u, "4000001", null)]
    [InlineData(4000001u, 4000001u, "4000002", "under sudo: these are the tokens of 4000001, not those of 4000002")]
    [InlineData(4000001u, 4000001u, "not a number", null)]
    [InlineData(4000001u, 4000001u, "-1", null)]
    [InlineData(0u, 0u, null, null)]
    [InlineData(0u, 0u, "4000002", "under sudo: these are the tokens of root, not those of 4000002")]
    [InlineData(0u, 4000003u, null, "lies in a folder of 4000003, but this program runs as root")]
    [InlineData(0u, 4000003u, "4000003", "lies in a folder of 4000003, but this program runs as root")]
    [InlineData(4000001u, 4000003u, null, null)]
    [InlineData(4000001u, null, null, null)]
    public void It_warns_when_the_tokens_are_not_those_of_who_will_look_for_them(uint user, uint? owner, string? sudoUser, string? expected)
    {
        var warning = StorePlace.Warning("/nowhere/tokens", user, owner, sudoUser);

        if (expected is null)
        {
            Assert.Null(warning);
        }
        else
        {
            Assert.Contains(expected, warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_of_somebody_else_that_is_there_is_warned_of_for_everybody() =>
        Assert.Contains("of root, but this program runs as 4000001", StorePlace.Warning("/usr", 4000001, owner: 0, sudoUser: null), StringComparison.Ordinal);

    [Fact]
    public void Users_have_their_names_and_a_command_gets_numbers_where_there_is_none()
    {
        Assert.Equal("root", UnixUser.Name(0));
        Assert.Equal("root", UnixUser.Argument(0, "#"));
        Assert.Equal("4000001", UnixUser.Name(4000001));
        Assert.Equal("#4000001", UnixUser.Argument(4000001, "#"));
        Assert.Equal(Environment.UserName, UnixUser.Name(UnixCalls.EffectiveUser()));
    }
}
