using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Testing.Browser;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>A peer that sends exactly the bytes it is told to, and reads until the other side ends the connection.</summary>
internal sealed class RawPeer : IDisposable
{
    private const int MostRead = 1024 * 1024;

    private readonly TcpClient _client;
    private readonly StringBuilder _read = new();
    private Task<string>? _reading;

    private RawPeer(TcpClient client) => _client = client;

    public static async Task<RawPeer> ConnectAsync(Uri uri, CancellationToken cancellationToken) =>
        new(await LoopbackConnection.ConnectAsync(uri, cancellationToken).ConfigureAwait(false));

    /// <summary>Sends a text whose characters are bytes. It is no error when the other side has heard enough.</summary>
    /// <returns>Whether all of it was taken.</returns>
    public async Task<bool> SendAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Everything that comes until the end of the connection, each byte a character. May be asked for again.</summary>
    public Task<string> ReadToEndAsync(CancellationToken cancellationToken) => _reading ??= ReadAsync(cancellationToken);

    public void CloseSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        try
        {
            int count;
            while (_read.Length < MostRead && (count = await _client.GetStream().ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                _read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // A reset: what came before it is what was said.
        }

        return _read.ToString();
    }
}
