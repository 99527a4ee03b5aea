using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class VisitTargetTests
{
    private readonly ProviderRegistry _registry = new([]);

    [Fact]
    public void Only_the_servers_of_the_entries_and_of_the_provider_asked_for_are_visited_each_once()
    {
        IReadOnlyList<VisitTarget> targets = VisitTarget.Of(
            [Entry("one", "https://a.example"), Entry("two", "https://a.example"), Entry("one", "https://b.example")], KnownProviders.XaiOAuth, _registry);

        Assert.Equal(["https://auth.x.ai", "https://a.example", "https://b.example"], targets.Select(target => target.Name));
    }

    [Fact]
    public void Nothing_stored_and_nobody_asked_for_is_nobody_visited() => Assert.Empty(VisitTarget.Of([], asked: null, _registry));

    [Fact]
    public void A_provider_without_an_issuer_is_asked_for_an_answer_and_not_for_metadata()
    {
        VisitTarget target = Assert.Single(VisitTarget.Of([Entry("one", KnownProviders.Spotify.Server.TokenEndpoint!, "spotify")], asked: null, _registry));

        Assert.Null(target.Server);
        Assert.Equal(KnownProviders.Spotify.Server.TokenEndpoint, target.Endpoint);
    }

    [Fact]
    public void An_entry_of_endpoints_alone_is_not_asked_for_metadata()
    {
        VisitTarget target = Assert.Single(VisitTarget.Of([Entry("one", "https://a.example/token", tokenEndpoint: "https://a.example/token")], asked: null, _registry));

        Assert.Null(target.Server);
        Assert.Equal("https://a.example/token", target.Endpoint);
    }

    private static TokenEntry Entry(string account, string issuer, string provider = "example", string? tokenEndpoint = null) => new(
        Entries.Key(account, provider, issuer),
        new TokenSet { AccessToken = new Secret("a"), ObtainedAt = Entries.Now, TokenEndpoint = tokenEndpoint });
}
