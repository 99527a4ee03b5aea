using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

public sealed class RelayAdviceTests
{
    private static readonly RelayRefusal[] s_all = [.. Enum.GetValues<RelayRefusal>().Where(refusal => refusal is not RelayRefusal.None)];

    [Fact]
    public void Every_refusal_has_words_of_its_own_and_a_remedy()
    {
        Assert.Distinct(s_all.Select(refusal => RelayAdvice.For(refusal).Message));
        Assert.All(s_all, refusal => Assert.NotEqual("", RelayAdvice.For(refusal).Remedy));
    }

    [Fact]
    public void A_url_that_the_shell_cut_is_to_be_put_in_quotes() =>
        Assert.Contains("quotes", RelayAdvice.For(RelayRefusal.CutShort).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(RelayRefusal.PkceMissing)]
    [InlineData(RelayRefusal.HoldsSecret)]
    [InlineData(RelayRefusal.AsksForTokens)]
    [InlineData(RelayRefusal.StateWeak)]
    internal void Nobody_is_told_to_go_on_with_a_url_that_is_not_safe(RelayRefusal refusal) =>
        Assert.Contains("Do not open this URL", RelayAdvice.For(refusal).Remedy, StringComparison.Ordinal);
}
