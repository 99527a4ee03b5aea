using System.Net;
using System.Net.Http.Json;
using LoopbackOAuth.Testing;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Which bodies are sent twice, and that none is sent twice in another form.</summary>
public sealed class ReplayableBodyTests
{
    private const string Address = "https://a.example/";

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string, bool> Bodies => new()
    {
        { "none", true },
        { "bytes", true },
        { "memory", true },
        { "text", true },
        { "form", true },
        { "multipart", true },
        { "multipart-form", true },
        { "multipart-seekable", true },
        { "multipart-one-way", false },
        { "json", true },
        { "json-iterator", true },
        { "json-async", true },
        { "json-large", false },
        { "own-bytes", true },
        { "own-unknown", false },
        { "seekable", true },
        { "one-way", false },
        { "large", false },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_is_sent_again_as_it_was_or_not_at_all(string kind, bool isReplayed)
    {
        using ScriptedApi api = new(new RotatingProvider(), _clock, (_, token) => token == "token-1");
        using var body = Content(kind);

        var status = await api.SendAsync(Address, body);

        Assert.Equal(isReplayed ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, status);
        Assert.Equal(isReplayed ? 2 : 1, api.Requests.Count);
        Assert.Equal(Expected(kind), Assert.Single(api.Requests.Select(request => request.Body).Distinct()), ignoreLineEndingDifferences: false);
    }

    [Fact]
    public async Task The_second_sending_has_the_same_content_fields()
    {
        List<string> fields = [];
        using ScriptedApi api = new(new RotatingProvider(), _clock, (request, token) =>
        {
            fields.Add($"{request.Content!.Headers.ContentType} {string.Join(',', request.Content.Headers.ContentLanguage)}");
            return token == "token-1";
        });
        using var body = Content("json-async")!;
        body.Headers.ContentLanguage.Add("eo");

        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(Address, body));

        Assert.Equal(["application/json; charset=utf-8 eo", "application/json; charset=utf-8 eo"], fields);
    }

    [Fact]
    public async Task A_body_of_which_nothing_was_sent_is_sent_the_second_time()
    {
        // As with "Expect: 100-continue": the refusal comes before the body.
        List<string> bodies = [];
        RotatingProvider provider = new();
        using HttpClient client = Client(provider, (request, _) =>
        {
            var isRefused = request.Headers.Authorization!.Parameter == "token-1";
            bodies.Add(isRefused ? "" : request.Content!.ReadAsStringAsync().Result);
            return new HttpResponseMessage(isRefused ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
        });

        using var response = await client.PostAsync(Address, Content("json-async"), TestContext.Current.CancellationToken);

        Assert.Equal(["", "[1,2,3]"], bodies);
    }

    [Fact]
    public async Task A_body_that_was_sent_in_part_is_not_sent_again()
    {
        RotatingProvider provider = new();
        var count = 0;
        using HttpClient client = Client(provider, (request, _) =>
        {
            count++;
            Assert.ThrowsAny<Exception>(() => request.Content!.CopyToAsync(new BrokenStream()).Wait());
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        });

        using var response = await client.PostAsync(Address, Content("json-async"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Unauthorized, 1), (response.StatusCode, count));
    }

    [Fact]
    public async Task A_stream_that_was_read_before_fails_as_it_does_without_the_handler()
    {
        using ScriptedApi api = new(new RotatingProvider(), _clock, (_, _) => false);
        using StreamContent body = new(new OneWayStream("once"u8.ToArray()));
        await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => api.SendAsync(Address, body));
    }

    private static HttpClient Client(RotatingProvider provider, Func<HttpRequestMessage, int, HttpResponseMessage?> answer) => new(new LoopbackOAuth.Tokens.AccessTokenHandler(
        provider,
        new LoopbackOAuth.Tokens.AccessTokenHandlerOptions { Provider = "example", AllowedOrigins = { "https://a.example" } },
        new InterceptingHandler(new HttpClientHandler(), answer)));

    private static HttpContent? Content(string kind) => kind switch
    {
        "none" => null,
        "bytes" => new ByteArrayContent("once"u8.ToArray()),
        "memory" => new ReadOnlyMemoryContent("once"u8.ToArray()),
        "text" => new StringContent("once"),
        "form" => new FormUrlEncodedContent([new("a", "once")]),
        "multipart" => new MultipartContent("mixed", "x") { new StringContent("once") },
        "multipart-form" => new MultipartFormDataContent("x") { { new StringContent("once"), "a" } },
        "multipart-seekable" => new MultipartContent("mixed", "x") { new StreamContent(new MemoryStream("once"u8.ToArray())) },
        "multipart-one-way" => new MultipartContent("mixed", "x") { new StreamContent(new OneWayStream("once"u8.ToArray())) },
        "json" => JsonContent.Create<List<int>>([1, 2, 3]),
        "json-iterator" => JsonContent.Create<IEnumerable<int>>(new OnceOnly()),
        "json-async" => JsonContent.Create(NumbersAsync(new Once())),
        "json-large" => JsonContent.Create(LettersAsync(new Once())),
        "own-bytes" => new OwnContent("once", isLengthKnown: true),
        "own-unknown" => new OwnContent("once", isLengthKnown: false),
        "seekable" => new StreamContent(new MemoryStream("once"u8.ToArray())),
        "one-way" => new StreamContent(new OneWayStream("once"u8.ToArray())),
        _ => new StreamContent(new MemoryStream(new byte[1001])),
    };

    private static string Expected(string kind) => kind switch
    {
        "none" => "",
        "form" => "a=once",
        "json" or "json-iterator" or "json-async" => "[1,2,3]",
        "json-large" => $"[{string.Join(',', Enumerable.Repeat("\"0123456789\"", 1000))}]",
        "large" => new string('\0', 1001),
        "multipart-form" => "--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=a\r\n\r\nonce\r\n--x--\r\n",
        "multipart" => "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nonce\r\n--x--\r\n",
        ['m', 'u', 'l', ..] => "--x\r\n\r\nonce\r\n--x--\r\n",
        _ => "once",
    };

    private static async IAsyncEnumerable<int> NumbersAsync(Once once)
    {
        for (var number = 1; number <= 3 && once.IsFirst(number == 1); number++)
        {
            await Task.Yield();
            yield return number;
        }
    }

    private static async IAsyncEnumerable<string> LettersAsync(Once once)
    {
        for (var number = 1; number <= 1000 && once.IsFirst(number == 1); number++)
        {
            await Task.Yield();
            yield return "0123456789";
        }
    }

    private sealed class Once
    {
        private int _count;

        internal bool IsFirst(bool isStart) => (_count += isStart ? 1 : 0) == 1;
    }

    private sealed class OnceOnly : IEnumerable<int>
    {
        private readonly Once _once = new();

        public IEnumerator<int> GetEnumerator()
        {
            for (var number = 1; number <= 3 && _once.IsFirst(number == 1); number++)
            {
                yield return number;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    // Looks like bytes and writes them once.
    private sealed class OwnContent(string text, bool isLengthKnown) : ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private bool _isUsed;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            if (!_isUsed)
            {
                _isUsed = true;
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            _ = base.TryComputeLength(out length);
            return isLengthKnown;
        }
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("broken");
    }
}
