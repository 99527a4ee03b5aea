using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>Ports that were free a moment ago, on both families.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using TcpListener listener = TcpListener.Create(0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
