using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Transports;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>The table of verdicts is so, and it is the same table over every transport and in every form.</summary>
public sealed class CallbackRulesTests
{
    private const string Accepted = "accepted";

    public static TheoryData<string, string> Rows
    {
        get
        {
            string page = new MarkdownFile("docs/callback-rules.md").Text;
            int start = page.IndexOf("<!-- verdicts -->", StringComparison.Ordinal);
            TheoryData<string, string> rows = [];
            foreach (string[] cells in MarkdownFile.Rows(page[start..page.IndexOf("<!-- /verdicts -->", StringComparison.Ordinal)]))
            {
                // What follows a comma is about the sign-in, not about the parameters.
                rows.Add(cells[0].Trim('`'), cells[1].Split(',')[0]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_so_for_bytes_and_for_text(string parameters, string verdict)
    {
        Assert.Equal(verdict, Name(New().Deliver(Encoding.ASCII.GetBytes(parameters), CallbackChannel.Redirect, "test")));
        Assert.Equal(verdict, Name(New().Deliver(parameters, CallbackChannel.Paste, "test")));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_so_over_sockets(string parameters, string verdict) => await CheckAsync(new SocketCallbackTransport(), parameters, verdict);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_so_over_http_listener(string parameters, string verdict) => await CheckAsync(new HttpListenerCallbackTransport(), parameters, verdict);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_so_as_a_paste(string parameters, string verdict)
    {
        string? refusal = null;
        PendingAuthorization pending = New((reason, _) => refusal = reason.ToString());
        int reads = 0;
        ManualPasteCallbackTransport transport = new(_ => ValueTask.FromResult(reads++ == 0 ? "http://127.0.0.1:1234/callback?" + parameters : null));
        await using ICallbackSession session = await transport.OpenAsync(
            new CallbackSessionOptions { Redirect = new RedirectRule(), RedirectUri = new Uri("http://127.0.0.1:1234/callback") },
            TestContext.Current.CancellationToken);
        await session.RunAsync(pending, TestContext.Current.CancellationToken);
        Assert.Equal(verdict, refusal ?? (pending.Response.IsCompleted ? Accepted : null));
    }

    [Fact]
    public void Every_reason_that_parameters_can_have_is_in_the_table() => Assert.Empty(
        Enum.GetNames<CallbackRefusal>().Except(Rows.Select(row => row.Data.Item2)).Except(
        [
            // Not about parameters that fit into a row, or only about pastes.
            nameof(CallbackRefusal.None),
            nameof(CallbackRefusal.Empty),
            nameof(CallbackRefusal.TooLarge),
            nameof(CallbackRefusal.Closed),
            nameof(CallbackRefusal.AuthorizationUrl),
            nameof(CallbackRefusal.WrongRedirectUri),
            nameof(CallbackRefusal.BareCode),
            nameof(CallbackRefusal.NotACallback),
        ]));

    // As a redirect, and as a form post.
    private static async Task CheckAsync(ICallbackTransport transport, string parameters, string verdict)
    {
        foreach (bool post in (bool[])[false, true])
        {
            string? refusal = null;
            PendingAuthorization pending = New((reason, _) => refusal = reason.ToString());
            pending.Settle(CallbackPageKind.Success);
            await using ICallbackSession session = await transport.OpenAsync(
                new CallbackSessionOptions { Redirect = new RedirectRule(), AcceptFormPost = true },
                TestContext.Current.CancellationToken);
            _ = session.RunAsync(pending, TestContext.Current.CancellationToken);
            string reply = await RawClient.ExchangeAsync(session.RedirectUri, post
                ? $"POST {session.RedirectUri.AbsolutePath} HTTP/1.1\r\nHost: {session.RedirectUri.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {parameters.Length}\r\n\r\n{parameters}"
                : RawClient.Get(session.RedirectUri, "?" + parameters));
            Assert.Equal(verdict, refusal ?? (pending.Response.IsCompleted ? Accepted : $"nothing, but {reply}"));
            Assert.Equal(verdict != Accepted, RawClient.StatusOf(reply) == 400);
        }
    }

    private static string Name(CallbackVerdict verdict) => verdict == CallbackVerdict.Accepted ? Accepted : verdict.Refusal.ToString();

    private static PendingAuthorization New(Action<CallbackRefusal, string>? onRefused = null) =>
        new(new Secret("xyz"), new IssuerExpectation("https://as.example", Required: true), onRefused);
}
