using System.Globalization;
using System.Net;
using System.Text.Json;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class SecretScrubberTests
{
    private const string Canary = "4/0Ab_C-d.~+e=f g&<h>\"i'\\%25é";

    public static TheoryData<string> Spellings => new(
        Canary,
        Uri.EscapeDataString(Canary),
        Uri.EscapeDataString(Uri.EscapeDataString(Canary)),
        WebUtility.UrlEncode(Canary),
        Lower(Uri.EscapeDataString(Canary)),
        WebUtility.HtmlEncode(Canary),
        Canary.Replace("&", "&amp;", StringComparison.Ordinal).Replace("/", "&#x2F;", StringComparison.Ordinal),
        JsonSerializer.Serialize(Canary)[1..^1],
        Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal),
        string.Concat(Canary.Select(character => character is 'é' ? "%C3%A9" : $"%{(int)character:x2}")),
        string.Concat(Canary.Select(character => $"&#{((int)character).ToString(CultureInfo.InvariantCulture)};")));

    [Theory]
    [MemberData(nameof(Spellings))]
    [Trait("Invariant", "8")]
    public void Invariant_8_a_secret_is_found_however_its_characters_are_escaped(string spelling)
    {
        SecretScrubber scrubber = new(new Secret(Canary));

        Assert.Equal("before [redacted] middle [redacted]", scrubber.Scrub($"before {spelling} middle {spelling}", 4096));
    }

    [Fact]
    public void All_secrets_are_replaced_the_longest_first()
    {
        SecretScrubber scrubber = new(new Secret("abc"), null, new Secret("abcdef"), new Secret("xyz"));

        Assert.Equal("[redacted] [redacted] [redacted][redacted] ab", scrubber.Scrub("abc abcdef xyzabc ab", 4096));
    }

    [Fact]
    public void Other_text_stays_as_it_is()
    {
        const string Text = "The code is used up: 100 % & <b> \\u0041 &amp; caf\u00e9 \ud800";

        Assert.Equal(Text, new SecretScrubber(new Secret("canary")).Scrub(Text, 4096));
        Assert.Equal(Text, new SecretScrubber().Scrub(Text, 4096));
    }

    private static string Lower(string escaped) =>
        string.Concat(escaped.Select((character, index) => (index > 0 && escaped[index - 1] == '%') || (index > 1 && escaped[index - 2] == '%') ? char.ToLowerInvariant(character) : character));
}
