using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>What the machine at hand has.</summary>
internal static class Machine
{
    private static readonly bool HasIPv6 = CanBind(IPAddress.IPv6Loopback);

    public static void NeedsIPv6() => Assert.SkipUnless(HasIPv6, "This machine has no [::1].");

    private static bool CanBind(IPAddress address)
    {
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
