using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>Ports of the loopback interface.</summary>
internal static class LoopbackPort
{
    /// <summary>Takes a port, as another program would. One that is taken already is just as good.</summary>
    public static IDisposable Occupy(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // What the test wants is that the tool cannot have it.
        }

        return listener;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<bool> AnswersAsync(IPAddress address, int port)
    {
        using var client = new TcpClient(address.AddressFamily);
        using var deadline = Deadline.Start();
        try
        {
            await client.ConnectAsync(address, port, deadline.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static async Task ShouldBeClosedAsync(Uri redirectUri)
        => Assert.False(await AnswersAsync(IPAddress.Loopback, redirectUri.Port), $"Something still listens on port {redirectUri.Port}.");
}
