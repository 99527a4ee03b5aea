using System.Text;
using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class JsonMembersTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{/**/}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("<html>")]
    public void What_is_not_one_strict_object_is_refused(string json) => Assert.Null(Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Unknown_members_are_ignored_even_repeated_ones() =>
        Assert.NotNull(Parse("{\"z\":1,\"z\":2,\"a\":\"x\"}"u8.ToArray()));

    [Fact]
    [Trait("Invariant", "13")]
    public void Invariant_13_depth_is_bounded()
    {
        Assert.NotNull(Parse(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 7) + new string(']', 7) + "}")));
        Assert.Null(Parse(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 8) + new string(']', 8) + "}")));
        Assert.Null(Parse(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xC0, 0x80, (byte)'"', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'0', (byte)'0', (byte)'"', (byte)'}' })]
    public void Text_that_is_no_text_is_never_an_exception(byte[] json)
    {
        JsonMembers? members = Parse(json);

        Assert.False(members is not null && members.TryGetText("a", out string? text) && text is not null);
    }

    [Fact]
    public void Bytes_in_any_order_are_never_an_exception()
    {
        byte[] alphabet = [.. "{}[]\":,\\u0ad8a \n"u8, 0xC3, 0x28, 0xFF, 0];
        uint seed = 12345;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] json = new byte[(round % 24) + 1];
            for (int index = 0; index < json.Length; index++)
            {
                seed = (seed * 1664525) + 1013904223;
                json[index] = alphabet[(int)((seed >> 8) % (uint)alphabet.Length)];
            }

            json[0] = (byte)'{';
            if (Parse([.. "{\"a\":"u8, .. json, (byte)'}']) is { } members)
            {
                members.TryGetText("a", out _);
                members.TryGetTexts("a", out _);
            }
        }
    }

    private static JsonMembers? Parse(byte[] json) => JsonMembers.Parse(json, ["a", "b"]);
}
