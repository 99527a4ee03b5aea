using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class TablesTests
{
    private static readonly string[] Headers = ["!ID", "PROVIDER", "ISSUER", "RESOURCE"];

    private static readonly string[][] Rows =
    [
        ["0123456789ab", "contoso", $"https://login.contoso.example/{new string('t', 60)}/v2", $"https://api.contoso.example/{new string('r', 200)}"],
        ["abcdef012345", "x", "\e[2J\e]0;owned\ahttps://日本語日本語日本語日本語日本語日本語日本語.example", "-"],
    ];

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(24)]
    public void No_line_is_longer_than_the_terminal_and_what_must_be_copied_is_whole(int width)
    {
        string[][] cells = Tables.Fit(Headers, Rows, width, "…");

        int[] widths = [.. Headers.Select((_, column) => cells.Max(row => CellWidth.Of(row[column])))];
        Assert.InRange(widths.Sum() + (TableFit.Gap * (widths.Length - 1)), 1, width);
        Assert.Equal(["ID", "0123456789ab", "abcdef012345"], cells.Select(row => row[0]));
        Assert.DoesNotContain(cells.SelectMany(row => row), cell => cell.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_address_keeps_both_ends()
    {
        string cell = Tables.Fit(Headers, Rows, 80, "…")[1][2];

        Assert.StartsWith("https://login", cell, StringComparison.Ordinal);
        Assert.EndsWith("/v2", cell, StringComparison.Ordinal);
        Assert.Contains('…', cell);
    }

    [Fact]
    public void What_fits_is_left_alone() => Assert.Equal("https://a.example", Tables.Fit(["A", "B"], [["x", "https://a.example"]], 80, "...")[1][1]);
}
