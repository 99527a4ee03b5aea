using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Transports;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>The table of requests is so, over both HTTP transports.</summary>
public sealed class CallbackAdmissionRulesTests
{
    private const string Right = "code=abc&state=xyz";

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            string page = new MarkdownFile("docs/callback-rules.md").Text;
            int start = page.IndexOf("<!-- admissions -->", StringComparison.Ordinal);
            TheoryData<string, string, string> rows = [];
            foreach (string[] cells in MarkdownFile.Rows(page[start..page.IndexOf("<!-- /admissions -->", StringComparison.Ordinal)]))
            {
                rows.Add(cells[0], cells[1], cells[2]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_so_over_sockets(string request, string socket, string httpListener)
    {
        Assert.NotEmpty(httpListener);
        Assert.Equal(socket, await AnswerAsync(new SocketCallbackTransport(), request));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_so_over_http_listener(string request, string socket, string httpListener)
    {
        Assert.NotEmpty(socket);
        Assert.Equal(httpListener, await AnswerAsync(new HttpListenerCallbackTransport(), request));
    }

    private static async Task<string> AnswerAsync(ICallbackTransport transport, string row)
    {
        PendingAuthorization pending = new(new Secret("xyz"), IssuerExpectation.Unknown);
        pending.Settle(CallbackPageKind.Success);
        await using ICallbackSession session = await transport.OpenAsync(
            new CallbackSessionOptions { Redirect = new RedirectRule(), AcceptFormPost = true, CallbackOrigins = ["https://accounts.example"] },
            TestContext.Current.CancellationToken);
        _ = session.RunAsync(pending, TestContext.Current.CancellationToken);
        string reply = await RawClient.ExchangeAsync(session.RedirectUri, Request(row, session.RedirectUri));
        return $"{(pending.Response.IsCompleted ? "delivered, " : "")}{RawClient.StatusOf(reply)}";
    }

    private static string Request(string row, Uri redirectUri)
    {
        string[] parts = [.. row.Split(" ; ").Select(part => part.Trim().Replace("port", $"{redirectUri.Port}", StringComparison.Ordinal).Replace("\\x01", "\u0001", StringComparison.Ordinal))];
        bool isPost = parts[0].EndsWith(" …", StringComparison.Ordinal);
        string line = isPost ? parts[0][..^2] : parts[0].Replace("…", Right, StringComparison.Ordinal);
        List<string> fields = [.. parts[1..]];
        if (!fields.Exists(field => field.StartsWith("Host:", StringComparison.Ordinal)))
        {
            fields.Insert(0, $"Host: {redirectUri.Authority}");
        }

        if (isPost)
        {
            fields.Add($"Content-Length: {Right.Length}");
        }

        return $"{line} HTTP/1.1\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n{(isPost ? Right : "")}";
    }
}
