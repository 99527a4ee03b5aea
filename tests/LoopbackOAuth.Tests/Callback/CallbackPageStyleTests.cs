using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Callback;

public sealed class CallbackPageStyleTests
{
    private const string Dark = "@media(prefers-color-scheme:dark){";

    [Fact]
    public void The_hash_that_is_written_down_is_that_of_the_sheet() =>
        Assert.Equal(CallbackPageStyle.Source, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(CallbackPageStyle.Sheet)))}'");

    [Fact]
    public void The_sheet_stands_in_the_page_as_it_was_hashed() => Assert.Contains(
        $"<style>{CallbackPageStyle.Sheet}</style>",
        Encoding.UTF8.GetString(CallbackPages.Default.For(CallbackPageKind.Success).Body.Span),
        StringComparison.Ordinal);

    // WCAG 2.2: 4.5 to 1 is level AA for text, 7 to 1 level AAA, 3 to 1 is asked of symbols (1.4.3, 1.4.6, 1.4.11).
    [Theory]
    [InlineData(false, "text", 16.4)]
    [InlineData(false, "soft", 8.1)]
    [InlineData(false, "yes", 6.6)]
    [InlineData(false, "no", 6.5)]
    [InlineData(false, "note", 7.2)]
    [InlineData(true, "text", 14.3)]
    [InlineData(true, "soft", 8.7)]
    [InlineData(true, "yes", 8.7)]
    [InlineData(true, "no", 8.0)]
    [InlineData(true, "note", 8.3)]
    public void The_contrast_on_the_card_is(bool dark, string name, double ratio)
    {
        double actual = Contrast(Colour(dark, name), Colour(dark, "card"));

        Assert.Equal(ratio, actual, tolerance: 0.05);
        Assert.True(actual >= (name is "text" or "soft" ? 7 : 4.5));
    }

    [Fact]
    public void Nothing_moves() => Assert.DoesNotMatch("animation|transition|@keyframes", CallbackPageStyle.Sheet);

    [Fact]
    public void The_formula_of_the_contrast_is_that_of_the_guidelines()
    {
        Assert.Equal(21, Contrast("#fff", "#000000"), tolerance: 0.001);
        Assert.Equal(4.54, Contrast("#767676", "#fff"), tolerance: 0.005);
    }

    private static string Colour(bool dark, string name)
    {
        int dusk = CallbackPageStyle.Sheet.IndexOf(Dark, StringComparison.Ordinal);
        string sheet = dark ? CallbackPageStyle.Sheet[dusk..] : CallbackPageStyle.Sheet[..dusk];
        return Regex.Match(sheet, $"--{name}:(#[0-9a-f]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
    }

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one);
        double b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        string digits = colour[1..];
        digits = digits.Length == 3 ? string.Concat(digits.Select(digit => new string(digit, 2))) : digits;
        double[] channels = [.. digits.Chunk(2).Select(pair => Linear(int.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0))];
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    private static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);
}
