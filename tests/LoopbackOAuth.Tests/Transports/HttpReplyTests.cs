using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class HttpReplyTests
{
    private const string Path = "/result/0123";

    [Fact]
    public void A_redirect_has_a_location_and_no_content()
    {
        string text = Write(CallbackReply.SeeOther);
        Assert.StartsWith("HTTP/1.1 303 See Other\r\n", text, StringComparison.Ordinal);
        Assert.Equal(Path, RawClient.LocationOf(text));
        Assert.EndsWith("Content-Length: 0\r\nConnection: close\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_comes_with_its_type_and_length()
    {
        string text = Write(CallbackReply.For(CallbackPageKind.Success));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        Assert.Equal(CallbackPage.ContentType, RawClient.FieldOf(text, "Content-Type"));
        string[] parts = text.Split("\r\n\r\n", 2);
        Assert.Equal($"{parts[1].Length}", RawClient.FieldOf(text, "Content-Length"));
        Assert.Equal(Encoding.UTF8.GetString(CallbackPage.Body(CallbackPageKind.Success)), parts[1]);
        Assert.Null(RawClient.FieldOf(text, "Location"));
    }

    [Fact]
    public void No_content_has_no_length()
    {
        string text = Write(CallbackReply.For(Admission.NoContent));
        Assert.StartsWith("HTTP/1.1 204 No Content\r\n", text, StringComparison.Ordinal);
        Assert.Null(RawClient.FieldOf(text, "Content-Length"));
        Assert.Null(RawClient.FieldOf(text, "Content-Type"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_reply_says_that_it_varies_by_origin_when_it_may(bool varies)
    {
        foreach (CallbackReply reply in Replies())
        {
            Assert.Equal(varies ? "Origin" : null, RawClient.FieldOf(Write(reply, varies), "Vary"));
        }
    }

    [Fact]
    public void Every_reply_is_whole_safe_and_closes_the_connection()
    {
        foreach (CallbackReply reply in Replies())
        {
            string text = Write(reply);
            Assert.Equal(reply.Status, RawClient.StatusOf(text));
            Assert.Equal("close", RawClient.FieldOf(text, "Connection"));
            foreach ((string name, string value) in CallbackPage.Headers)
            {
                Assert.Equal(value, RawClient.FieldOf(text, name));
            }
        }
    }

    [Fact]
    public void Only_what_is_granted_is_granted()
    {
        Assert.DoesNotContain("Access-Control", Write(CallbackReply.SeeOther, varies: true), StringComparison.Ordinal);
        string text = Write(CallbackReply.ForScript(CallbackPageKind.Received, new CrossOriginGrant("https://a.example", IsPreflight: false, AllowsContentType: false, AllowsPrivateNetwork: true)));
        Assert.StartsWith("HTTP/1.1 202 Accepted\r\n", text, StringComparison.Ordinal);
        Assert.Equal("https://a.example", RawClient.FieldOf(text, "Access-Control-Allow-Origin"));
        Assert.Equal("true", RawClient.FieldOf(text, "Access-Control-Allow-Private-Network"));
        Assert.Null(RawClient.FieldOf(text, "Access-Control-Allow-Methods"));
    }

    private static IEnumerable<CallbackReply> Replies() =>
    [
        CallbackReply.SeeOther,
        .. Enum.GetValues<CallbackPageKind>().Select(CallbackReply.For),
        .. Enum.GetValues<CallbackPageKind>().Select(page => CallbackReply.ForScript(page, new CrossOriginGrant("https://a.example", true, true, true))),
        .. Enum.GetValues<Admission>().Select(CallbackReply.For),
    ];

    private static string Write(CallbackReply reply, bool varies = false)
    {
        HttpReply replies = new(Path, varies);
        byte[] bytes = new byte[replies.Measure(reply)];
        return Encoding.UTF8.GetString(bytes, 0, replies.Write(reply, bytes));
    }
}
