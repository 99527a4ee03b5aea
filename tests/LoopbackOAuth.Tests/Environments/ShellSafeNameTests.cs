using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

[Trait("Invariant", "7")]
public sealed class ShellSafeNameTests
{
    public static TheoryData<string> Hostile =>
    [
        "", " ", " alice", "alice ", "two words", "-oProxyCommand=id", ".alice", "alice.", "alice-", "a'b", "a\"b", "a`id`", "a$(id)", "a;id", "a|id", "a&b", "a\\b",
        "a/b", "a@b", "a%h", "a\0b", "a\nb", "alice\n", "\u001b[31mred", "a\u009bb", "a\u202eb", "ålice", "a\u200bb", "a=b", "a:b", "a~b", "a*b",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_from_the_outside_is_reflected_raw_so_what_is_no_plain_name_is_dropped(string name)
    {
        Assert.Null(ShellSafeName.User(name));
        Assert.Null(ShellSafeName.Host(name));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("_apt")]
    [InlineData("A.b-c_9")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    public void A_plain_user_name_is_kept(string name) => Assert.Equal(name, ShellSafeName.User(name));

    [Theory]
    [InlineData("9lives")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void A_user_name_of_another_form_is_dropped(string name) => Assert.Null(ShellSafeName.User(name));

    [Theory]
    [InlineData("h")]
    [InlineData("7.example.com")]
    [InlineData("ip-10-0-0-9.ec2.internal")]
    [InlineData("localhosts")]
    public void A_plain_host_name_is_kept(string name) => Assert.Equal(name, ShellSafeName.Host(name));

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost")]
    [InlineData("localhost.localdomain")]
    [InlineData("my_host")]
    public void A_host_name_that_leads_nowhere_is_dropped(string name) => Assert.Null(ShellSafeName.Host(name));

    [Fact]
    public void A_host_name_has_at_most_253_characters()
    {
        Assert.NotNull(ShellSafeName.Host(new string('h', 253)));
        Assert.Null(ShellSafeName.Host(new string('h', 254)));
    }
}
