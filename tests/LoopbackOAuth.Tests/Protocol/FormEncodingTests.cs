using System.Net;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class FormEncodingTests
{
    private const string AppendixB = " %&+\u00A3\u20AC";

    [Fact]
    public void The_vector_of_RFC_6749_appendix_B_is_decoded() =>
        Assert.Equal(AppendixB, FormEncoding.DecodeText("+%25%26%2B%C2%A3%E2%82%AC"));

    [Fact]
    public void The_vector_of_RFC_6749_appendix_B_survives_another_decoder() =>
        Assert.Equal(AppendixB, WebUtility.UrlDecode(FormEncoding.Encode(AppendixB)));

    [Fact]
    public void Every_byte_survives_and_the_text_is_ascii()
    {
        string every = string.Concat(Enumerable.Range(0, 256).Select(value => (char)value));
        string encoded = FormEncoding.Encode([new("name", every), new("empty", string.Empty)]);

        Assert.DoesNotContain(encoded, character => character is <= ' ' or > '~');
        Assert.Equal([new("name", every), new("empty", string.Empty)], FormEncoding.Decode(encoded)!);
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("%g0=a")]
    public void A_broken_escape_is_refused(string form) => Assert.Null(FormEncoding.Decode(form));

    [Fact]
    public void Names_without_values_and_empty_pairs_are_understood() =>
        Assert.Equal([new("a", string.Empty), new("b", "c=d")], FormEncoding.Decode("&a&&b=c=d&")!);
}
