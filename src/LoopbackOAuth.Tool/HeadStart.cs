using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LoopbackOAuth.Tool;

/// <summary>
/// Wakes the parts of the platform that every sign-in needs, while the command line is still being read. Their first use
/// costs more than all of this program's own work: OpenSSL is loaded, tables and vector code are made. None of it
/// changes what the sign-in does, which goes the same way with or without it.
/// </summary>
internal static class HeadStart
{
    // A thread of its own: to wake the thread pool here would cost this thread more than it saves.
    public static void Begin() => new Thread(Run) { IsBackground = true, Name = "Head start" }.Start();

    private static void Run()
    {
        try
        {
            _ = new Uri("https://head-start.example/").IdnHost;
            _ = new Uri("http://127.0.0.1:1024/").AbsoluteUri;
            Span<byte> unused = stackalloc byte[SHA256.HashSizeInBytes];
            RandomNumberGenerator.Fill(unused);
            _ = Convert.ToBase64String(SHA256.HashData(unused));

            // Nothing is bound: even an ephemeral port could be the very one that the sign-in is about to ask for.
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.ExclusiveAddressUse = true;
            new IPEndPoint(IPAddress.Loopback, 0).Serialize();
            socket.Close(timeout: 0);
        }
#pragma warning disable CA1031 // What is not possible here fails again where it is needed, and is explained there.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
