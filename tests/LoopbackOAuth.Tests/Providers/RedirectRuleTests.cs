using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class RedirectRuleTests
{
    public static TheoryData<string?> Refused =>
    [
        (string?)null, "", "callback", "//callback", "//evil.example/callback", "http://127.0.0.1/callback", "@evil.example/", ":80/callback",
        "/a/../callback", "/a/./callback", "/..", "/.", "/callback/..",
        "/%2e%2e/callback", "/%2E%2E/callback", "/a/%2e/callback", "/.%2e/callback", "/%61",
        "/callback#", "/callback#fragment", "/callback?a=b#c",
        "\\callback", "/\\evil.example", "/a\\b", "/a b", "/a\tb", "/a\r\nHost: evil.example", "/a\0", "/a\u007f",
        "/caf\u00e9", "/\u2215callback", "/a\"b", "/<b>", "/a|b", "/a^b", "/a`b", "/{a}", "/%", "/%zz", "/%4",
        "/" + new string('a', 512),
    ];

    public static TheoryData<string> Accepted =>
    [
        "/", "/callback", "/callback/", "/spotify/callback", "/auth/callback", "/Callback", "/a.b", "/a..b", "/..a", "/a//b",
        "/callback?tenant=1", "/callback?a=b&c=d%20e", "/callback?next=/a/../b", "/a%2Fb", "/a%20b", "/~user", "/a;b=c", "/a+b", "/a:b@c",
        "/" + new string('a', 511),
    ];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_path_that_a_browser_would_rewrite_or_misread_is_refused(string? path)
    {
        Assert.False(RedirectRule.IsPath(path));
        Assert.Throws<ArgumentException>(() => new RedirectRule { Path = path! });
    }

    [Theory]
    [MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void A_path_that_stays_as_it_is_written_is_kept_with_its_query(string path)
    {
        Assert.True(RedirectRule.IsPath(path));
        Assert.Equal(path, new RedirectRule { Path = path }.Path);
        Assert.Equal("http://127.0.0.1:1024" + path, new Uri("http://127.0.0.1:1024" + path).AbsoluteUri);
    }

    [Fact]
    public void No_text_of_three_characters_makes_the_check_fail_otherwise_than_by_its_answer()
    {
        for (char first = '\0'; first <= '\u0080'; first++)
        {
            for (char second = '\0'; second <= '\u0080'; second++)
            {
                string path = $"/{first}{second}";
                if (RedirectRule.IsPath(path))
                {
                    Assert.Equal(path, new Uri("http://127.0.0.1:1024" + path).PathAndQuery);
                }
            }
        }
    }

    [Fact]
    public void The_defaults_are_the_ipv4_literal_any_free_port_and_callback()
    {
        var rule = new RedirectRule();

        Assert.Equal(LoopbackHost.IPv4, rule.Host);
        Assert.Equal(PortPolicy.Ephemeral, rule.Port);
        Assert.Equal("/callback", rule.Path);
        Assert.False(rule.PortKeptWithRegistration);
        Assert.Equal([LoopbackHost.IPv4, LoopbackHost.IPv6, LoopbackHost.Localhost], rule.AcceptedHosts);
    }
}
