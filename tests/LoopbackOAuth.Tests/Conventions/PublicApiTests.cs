using System.Reflection;
using LoopbackOAuth.Diagnostics;
using Xunit;

namespace LoopbackOAuth.Tests.Conventions;

public sealed class PublicApiTests
{
    [Fact]
    public void A_change_of_the_public_api_shows_in_a_review() => Verified.Text(PublicApiListing.Of(typeof(Secret).Assembly), "PublicApi");

    [Theory]
    [InlineData("    const string Redacted = \"[redacted]\"")]
    [InlineData("    static Secret? FromNullable(string? value)")]
    [InlineData("    override string ToString()")]
    [InlineData("public abstract class LoopbackOAuthException : Exception")]
    [InlineData("public sealed class Secret : IEquatable<Secret>")]
    [InlineData("public sealed record TokenSet")]
    [InlineData("    required Secret AccessToken { get; init; }")]
    [InlineData("    IReadOnlyList<string> Scopes { get; init; }")]
    [InlineData("    DateTimeOffset? ExpiresAt { get; init; }")]
    [InlineData("    ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)")]
    [InlineData("    FileTokenStore(string folder, TimeProvider? clock = null)")]
    public void The_listing_writes_members_as_csharp_does(string line) =>
        Assert.Contains(line, PublicApiListing.Of(typeof(Secret).Assembly).Split('\n'));

    [Fact]
    public void The_listing_shows_nothing_internal_or_synthesized()
    {
        var listing = PublicApiListing.Of(typeof(Secret).Assembly);

        Assert.DoesNotContain("TokenFileName", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("PrintMembers", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("op_Inequality", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("EqualityContract", listing, StringComparison.Ordinal);
        Assert.Equal(listing, PublicApiListing.Of(Assembly.Load("LoopbackOAuth")));
    }
}
