using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// This computer's end of a forward of ssh, where the tunnel's own listener hands over what it gets. On Unix it is a socket in a folder that
/// only this user may enter; ssh on Windows knows only ports.
/// </summary>
/// <param name="Place">Where it is.</param>
/// <param name="Specification">The value of <c>-L</c>.</param>
internal sealed record Forward(EndPoint Place, string Specification)
{
    /// <summary>Whether a forward can only fail when ssh itself does. A port may be taken by somebody else at any time.</summary>
    public static bool CannotFail { get; } = !OperatingSystem.IsWindows();

    /// <summary>A new one, which nobody used before.</summary>
    public static Forward Create(TunnelFolder folder, TunnelPort port)
    {
        if (CannotFail)
        {
            string path = folder.NewSocketPath();
            return new Forward(new UnixDomainSocketEndPoint(path), $"{path}:{port.Target}");
        }

        // ssh cannot be asked for a free port. Whoever takes this one in between makes ssh end, and the next try takes another.
        using Socket finder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        finder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint place = (IPEndPoint)finder.LocalEndPoint!;
        return new Forward(place, string.Create(CultureInfo.InvariantCulture, $"{place}:{port.Target}"));
    }

    /// <summary>
    /// Whether ssh has opened it, which it does when it has logged in. A listener on a port may be anybody's: there ssh must have said so itself, and
    /// nobody else may share it (Windows has such sharing). Only looked at: a connection would go through to the
    /// remote host, where a listener that serves one request would take it for that.
    /// </summary>
    /// <param name="isSaid">Whether ssh has said that its forwards are made.</param>
    public bool IsOpen(bool isSaid) => Place is UnixDomainSocketEndPoint
        ? File.Exists(Place.ToString())
        : isSaid && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Count(Place.Equals) == 1;

    /// <exception cref="SocketException">ssh is not there.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        Socket socket = new(Place.AddressFamily, SocketType.Stream, Place is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Place, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
