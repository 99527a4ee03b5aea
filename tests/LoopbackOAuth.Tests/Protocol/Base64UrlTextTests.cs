using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class Base64UrlTextTests
{
    [Theory]
    [InlineData(new byte[0], "")]
    [InlineData(new byte[] { 0xFB }, "-w")]
    [InlineData(new byte[] { 0xFF, 0xFE }, "__4")]
    [InlineData(new byte[] { 3, 236, 255, 224, 193 }, "A-z_4ME")]
    public void Bytes_go_there_and_back(byte[] bytes, string text)
    {
        Assert.Equal(text, Base64UrlText.Encode(bytes));
        Assert.Equal(bytes, Base64UrlText.Decode(text));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AAAAA")]
    [InlineData("AA==")]
    [InlineData("A A")]
    [InlineData("A+/A")]
    [InlineData("AAA\n")]
    [InlineData("ÄAAA")]
    public void Other_alphabets_padding_and_white_space_are_refused(string text) => Assert.Null(Base64UrlText.Decode(text));
}
