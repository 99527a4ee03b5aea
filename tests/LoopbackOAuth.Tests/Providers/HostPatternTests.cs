using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("x.ai", true)]
    [InlineData("*.x.ai", true)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("*.com", false)]
    [InlineData("*.*.x.ai", false)]
    [InlineData("a.*.x.ai", false)]
    [InlineData("*x.ai", false)]
    [InlineData("*.0.0.1", false)]
    [InlineData("x.ai.", false)]
    [InlineData(".x.ai", false)]
    [InlineData("x..ai", false)]
    [InlineData("-x.ai", false)]
    [InlineData("x-.ai", false)]
    [InlineData("x_y.ai", false)]
    [InlineData("https://x.ai", false)]
    [InlineData("x.ai:443", false)]
    [InlineData("x.ai/path", false)]
    [InlineData("user@x.ai", false)]
    [InlineData("[::1]", false)]
    [InlineData("b\u00fccher.example", false)]
    [InlineData("x.ai\n", false)]
    public void A_pattern_is_a_host_or_a_wildcard_over_a_domain(string? pattern, bool expected) =>
        Assert.Equal(expected, HostPattern.IsWellFormed(pattern));

    [Fact]
    public void Labels_and_hosts_have_the_lengths_of_the_name_system()
    {
        Assert.True(HostPattern.IsWellFormed(new string('a', 63) + ".example"));
        Assert.False(HostPattern.IsWellFormed(new string('a', 64) + ".example"));
        Assert.False(HostPattern.IsWellFormed(string.Join('.', Enumerable.Repeat("abcdefghi", 26))));
    }

    [Theory]
    [InlineData("x.ai", true)]
    [InlineData("X.AI", true)]
    [InlineData("auth.x.ai", true)]
    [InlineData("a.b.x.ai", true)]
    [InlineData("evilx.ai", false)]
    [InlineData("x.ai.evil.example", false)]
    [InlineData("x.ai.", false)]
    [InlineData(".x.ai", false)]
    [InlineData("ai", false)]
    [InlineData("", false)]
    public void The_xai_rule_holds_for_the_domain_and_what_is_below_it(string host, bool expected) =>
        Assert.Equal(expected, HostPattern.Allows(KnownProviders.XaiOAuth.Server.AllowedHosts, host));

    [Theory]
    [InlineData("x.ai")]
    [InlineData("evilx.ai")]
    public void A_wildcard_alone_does_not_allow_the_domain_itself(string host) => Assert.False(HostPattern.Allows(["*.x.ai"], host));

    [Fact]
    public void An_empty_list_allows_every_host() => Assert.True(HostPattern.Allows([], "anything.example"));
}
