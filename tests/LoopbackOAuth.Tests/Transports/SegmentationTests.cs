using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Fuzzing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>The same bytes over real sockets, in one piece and in many.</summary>
public sealed class SegmentationTests
{
    private const int Cases = 150;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_however_many_pieces_a_request_arrives_the_answer_is_the_same(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<(Bytes Request, int[] Cuts)> generator =
            from request in Requests.Any(scenario)
            from cuts in Gen.Choose(1, Math.Max(1, request.Value.Length)).ListOf()
            select (request, cuts.Take(12).Distinct().Order().ToArray());

        Properties.Hold(Cases, generator, async generated =>
        {
            Answer whole = await AskAsync(scenario, generated.Request.Value, []);
            Answer pieces = await AskAsync(scenario, generated.Request.Value, generated.Cuts);
            Assert.Equal(whole, pieces);
        });
    }

    private static async Task<Answer> AskAsync(Scenario scenario, byte[] request, int[] cuts)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        PendingAuthorization pending = scenario.Create();
        pending.Settle(CallbackPageKind.Success);
        CallbackSessionOptions options = new() { Redirect = new RedirectRule { Path = scenario.RedirectUri.AbsolutePath }, AcceptFormPost = scenario.AcceptFormPost };
        await using ICallbackSession session = await new SocketCallbackTransport().OpenAsync(options, cancellationToken);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = session.RunAsync(pending, over.Token);

        // The generated request names another port; this one must be named in as many bytes.
        string text = Encoding.Latin1.GetString(request).Replace(":49321", $":{session.RedirectUri.Port}", StringComparison.Ordinal);
        byte[] sent = Encoding.Latin1.GetBytes(text);
        string reply = await ExchangeAsync(session.RedirectUri, sent, cuts, cancellationToken);
        await over.CancelAsync();
        await session.DisposeAsync();
        await running;
        return new Answer(RawClient.StatusOf(reply), pending.RefusedCount, pending.Response.IsCompleted ? (await pending.Response).Code?.Reveal() ?? "" : null);
    }

    private static async Task<string> ExchangeAsync(Uri redirectUri, byte[] request, int[] cuts, CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, redirectUri.Port, cancellationToken);
        StringBuilder reply = new();
        try
        {
            int start = 0;
            foreach (int end in cuts.Where(cut => cut < request.Length).Append(request.Length))
            {
                await socket.SendAsync(request.AsMemory(start, end - start), cancellationToken);
                await Task.Yield();
                start = end;
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The listener has heard enough.
        }

        try
        {
            byte[] buffer = new byte[4096];
            int count;
            while ((count = await socket.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                reply.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Reset: what came before it is what was said.
        }

        return reply.ToString();
    }

    private sealed record Answer(int Status, int Refused, string? Code);
}
