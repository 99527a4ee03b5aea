using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

public sealed class HttpRequestHeadTests
{
    private const string Head = "GET /callback?code=a&state=b HTTP/1.1\r\nHost: 127.0.0.1:1234\r\nsec-fetch-mode:  navigate \r\nSec-Fetch-Dest:\tdocument\r\nX_Odd.Name!: v\u00e9 \t\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public void Reads_what_matters_and_where_the_head_ends()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(Head + "body");
        Assert.Equal(HttpRequestHeadStatus.Complete, HttpRequestHead.Parse(bytes, out CallbackRequest request, out int length));
        Assert.Equal(Head.Length, length);
        Assert.Equal("GET", Encoding.ASCII.GetString(request.Method));
        Assert.Equal("/callback?code=a&state=b", Encoding.ASCII.GetString(request.Target));
        Assert.Equal("127.0.0.1:1234", Encoding.ASCII.GetString(request.Host));
        Assert.Equal(1, request.HostCount);
        Assert.Equal("navigate", Encoding.ASCII.GetString(request.FetchMode));
        Assert.Equal("document", Encoding.ASCII.GetString(request.FetchDest));
        Assert.Equal(0, request.ContentLength);
    }

    [Fact]
    public void Every_beginning_of_a_head_is_incomplete()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(Head);
        for (int length = 1; length < bytes.Length; length++)
        {
            Assert.Equal(HttpRequestHeadStatus.Incomplete, HttpRequestHead.Parse(bytes.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void Fields_of_every_length_are_found_wherever_they_lie()
    {
        for (int padding = 0; padding < 200; padding++)
        {
            byte[] bytes = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nA: {new string('x', padding)}\r\n{new string('n', padding + 1)}: y\r\nHost: h\r\n\r\n");
            Assert.Equal(HttpRequestHeadStatus.Complete, HttpRequestHead.Parse(bytes, out CallbackRequest request, out int length));
            Assert.Equal("h", Encoding.ASCII.GetString(request.Host));
            Assert.Equal(bytes.Length, length);
        }
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\n\n")]
    [InlineData("GET / HTTP/1.1 \r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\u00e9 HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData(" GET / HTTP/1.1\r\n\r\n")]
    [InlineData("G(T / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\n\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHo st: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nH\u00f6st: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHo(st: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nX: a\0b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nX: a\u001bb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nX: a\u007fb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length:\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")]
    public void Refuses_what_is_not_strictly_a_request(string head) =>
        Assert.Equal(HttpRequestHeadStatus.Bad, HttpRequestHead.Parse(Encoding.Latin1.GetBytes(head), out _, out _));

    [Fact]
    public void Counts_every_host_field() =>
        Assert.Equal(2, HostCount("GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n"));

    [Theory]
    [InlineData("Transfer-Encoding")]
    [InlineData("transfer-encoding")]
    [InlineData("TRANSFER-ENCODING")]
    public void Knows_a_name_in_any_case(string name)
    {
        HttpRequestHead.Parse(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{name}: chunked\r\n\r\n"), out CallbackRequest request, out _);
        Assert.True(request.HasTransferEncoding);
    }

    [Theory]
    [InlineData("Sec-Fetch-Mod3")]
    [InlineData("Sec_Fetch_Mode")]
    [InlineData("Xec-Fetch-Mode")]
    public void Takes_no_name_for_another(string name)
    {
        HttpRequestHead.Parse(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{name}: navigate\r\n\r\n"), out CallbackRequest request, out _);
        Assert.True(request.FetchMode.IsEmpty);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Is_finite_the_number_of_fields_is_bounded()
    {
        Assert.Equal(HttpRequestHeadStatus.Complete, Fields(100));
        Assert.Equal(HttpRequestHeadStatus.Bad, Fields(101));
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Is_finite_a_head_never_ends_beyond_its_bound()
    {
        string head = "GET / HTTP/1.1\r\nA: ";
        head += new string('x', HttpRequestHead.MaxLength - head.Length - 4);
        Assert.Equal(HttpRequestHeadStatus.Complete, HttpRequestHead.Parse(Encoding.ASCII.GetBytes(head + "\r\n\r\n"), out _, out _));
        Assert.Equal(HttpRequestHeadStatus.Incomplete, HttpRequestHead.Parse(Encoding.ASCII.GetBytes(head + "x\r\n\r\n"), out _, out _));
    }

    private static HttpRequestHeadStatus Fields(int count) =>
        HttpRequestHead.Parse(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", count)) + "\r\n"), out _, out _);

    private static int HostCount(string head)
    {
        HttpRequestHead.Parse(Encoding.ASCII.GetBytes(head), out CallbackRequest request, out _);
        return request.HostCount;
    }
}
