using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class NearMatchesTests
{
    [Theory]
    [InlineData("spotfiy", "spotify")]
    [InlineData("spotif", "spotify")]
    [InlineData("Spottify", "spotify")]
    [InlineData("spotify-oauth", "spotify")]
    [InlineData("sp\u043etify", "spotify")]
    [InlineData("xai", "xai-oauth")]
    [InlineData("XAI", "xai-oauth")]
    [InlineData("grok", "xai-oauth")]
    [InlineData("x-ai", "xai-oauth")]
    [InlineData("xai-ouath", "xai-oauth")]
    [InlineData("groc-oauth", "xai-oauth")]
    [InlineData("minmax", "minimax")]
    [InlineData("nuos", "nous-portal")]
    [InlineData("openai", "openai-codex")]
    [InlineData("antropic", "anthropic")]
    [InlineData("mpc", "mcp")]
    [InlineData("mcp-p", "mcp-proxy,mcp")]
    [InlineData("mcp_proxy", "mcp-proxy,mcp")]
    [InlineData("mc", "mcp,mcp-proxy")]
    [InlineData("s", "")]
    [InlineData("", "")]
    [InlineData("github", "")]
    [InlineData("google-workspace", "")]
    public void The_best_match_comes_first(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', NearMatches.Find(text, KnownProviders.All)));

    [Fact]
    public void At_most_three_are_named_and_each_once_by_its_id()
    {
        ProviderDefinition[] providers = [.. Enumerable.Range(1, 9).Select(number => Registry.Own($"acme-{number}", $"acme-{number}-login", $"acme-{number}-oauth"))];

        Assert.Equal(["acme-1", "acme-2", "acme-3"], NearMatches.Find("acme", providers));
    }

    [Fact]
    public void A_text_longer_than_any_name_is_not_compared() =>
        Assert.Empty(NearMatches.Find("spotify-" + new string('a', 1_000_000), KnownProviders.All));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "xbc", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("[", "{", 1)]
    [InlineData("\u212a", "k", 1)]
    public void The_distance_counts_slips_and_swapped_neighbours(string left, string right, int expected)
    {
        Assert.Equal(expected, NearMatches.EditDistance(left, right));
        Assert.Equal(expected, NearMatches.EditDistance(right, left));
    }
}
