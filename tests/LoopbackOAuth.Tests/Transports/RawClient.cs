using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>A peer that sends exactly the bytes it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;

    private RawClient(Socket socket) => _socket = socket;

    public static async Task<RawClient> ConnectAsync(Uri redirectUri, IPAddress? address = null)
    {
        address ??= redirectUri.Host == "[::1]" ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, redirectUri.Port, TestContext.Current.CancellationToken);
        return new RawClient(socket);
    }

    public static string Get(Uri redirectUri, string query, params string[] fields) =>
        $"GET {redirectUri.AbsolutePath}{query} HTTP/1.1\r\nHost: {redirectUri.Authority}\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n";

    /// <summary>Sends a request and returns everything that comes back.</summary>
    public static async Task<string> ExchangeAsync(Uri redirectUri, string request)
    {
        using RawClient client = await ConnectAsync(redirectUri);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }

    /// <summary>Sends a request and goes where the answer leads, as a browser does.</summary>
    /// <returns>The last answer.</returns>
    public static async Task<string> VisitAsync(Uri redirectUri, string request, IPAddress? address = null)
    {
        using RawClient client = await ConnectAsync(redirectUri, address);
        await client.SendAsync(request);
        string reply = await client.ReadToEndAsync();
        return StatusOf(reply) == 303 ? await ShowAsync(redirectUri, LocationOf(reply), address) : reply;
    }

    /// <summary>Asks for a path as a browser does that was led there.</summary>
    public static async Task<string> ShowAsync(Uri redirectUri, string path, IPAddress? address = null)
    {
        using RawClient client = await ConnectAsync(redirectUri, address);
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: {redirectUri.Authority}\r\n{string.Concat(Navigation.Select(field => field + "\r\n"))}\r\n");
        return await client.ReadToEndAsync();
    }

    /// <summary>The header fields by which a browser says that it navigates.</summary>
    public static string[] Navigation { get; } =
        ["Upgrade-Insecure-Requests: 1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1", "Sec-Fetch-Dest: document"];

    public static string? FieldOf(string reply, string name) =>
        reply.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
            .Select(line => line.Split(": ", 2))
            .SingleOrDefault(field => field[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];

    public static string LocationOf(string reply) => FieldOf(reply, "Location") ?? throw new InvalidOperationException($"There is no Location in: {reply}");

    public static int StatusOf(string reply) => reply.Length < 12 ? 0 : int.Parse(reply.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Holds when nobody listens any more.</summary>
    /// <remarks>
    /// Under load a connection was rarely still made right after the end. The likely reason, not proven: a process that
    /// another test starts has a copy of every socket until it runs its own program. Such a connection must end without
    /// an answer; one that stays open, as with a listener that was forgotten, fails the test. Somebody else who got the
    /// port since does not, where the system tells them apart.
    /// </remarks>
    /// <param name="redirectUri">Where somebody listened.</param>
    /// <param name="listeners">Who did, looked at while they were there.</param>
    public static async Task ShouldBeRefusedAsync(Uri redirectUri, ListeningSockets listeners)
    {
        Assert.False(OperatingSystem.IsLinux() && listeners.IsEmpty, "Nobody was seen to listen, so that nobody can be seen to be gone.");
        for (int attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                using RawClient client = await ConnectAsync(redirectUri);
                ListeningSockets now = ListeningSockets.On(redirectUri);
                if (!now.IsEmpty && !now.HasAnyOf(listeners) && !listeners.IsEmpty)
                {
                    return;
                }

                Assert.Empty(await client.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail($"Somebody still listens on {redirectUri.Authority}.");
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            for (int sent = 0; sent < bytes.Length;)
            {
                sent += await _socket.SendAsync(bytes.AsMemory(sent), TestContext.Current.CancellationToken);
            }
        }
        catch (SocketException)
        {
            // The listener has heard enough.
        }
    }

    public async Task<string> ReadToEndAsync()
    {
        StringBuilder reply = new();
        byte[] buffer = new byte[4096];
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            int count;
            while ((count = await _socket.ReceiveAsync(buffer, patience.Token)) > 0)
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

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
