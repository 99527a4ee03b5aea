using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class DamageReportTests
{
    private const string Words = "The token store file is damaged: it holds no JSON, or JSON of another kind than this library writes into its files.";

    private static readonly DamageReport Damage = DamageReport.Of(new DamagedTokenEntry("12345678", "/somewhere", new TokenStoreException("store_corrupt", Words, Words)));

    [Fact]
    public void On_a_terminal_no_word_is_broken_and_no_line_is_too_long()
    {
        string[] lines = [.. Damage.Lines("12345678", 80)];

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
        Assert.Equal($"damaged [12345678]: {Words} {Words}", string.Join(' ', lines));
    }

    [Fact]
    public void In_a_pipe_each_sentence_is_a_line() => Assert.Equal([$"damaged [12345678]: {Words}", Words], Damage.Lines("12345678", width: null));
}
