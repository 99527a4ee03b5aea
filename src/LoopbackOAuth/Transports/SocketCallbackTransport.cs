using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Listens with plain sockets on the loopback interface, and on nothing else: the default transport. It binds
/// exclusively, holds what it bound, and answers only what a browser sends when it follows the redirect.
/// </summary>
/// <remarks>The one exception is <see cref="CallbackSessionOptions.UnsafeListenAny"/>.</remarks>
public sealed class SocketCallbackTransport : ICallbackTransport
{
    private const int AttemptsForOnePortOnBothFamilies = 32;
    private const int Backlog = 64;

    private readonly TimeProvider _timeProvider;

    /// <summary>Creates the transport.</summary>
    /// <param name="timeProvider">The clock of its deadlines, or <see langword="null"/> for the system's.</param>
    public SocketCallbackTransport(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary><c>socket</c>.</summary>
    public string Name => "socket";

    /// <inheritdoc/>
    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();

        LoopbackAddress address = LoopbackAddress.Of(options);
        Socket[] listeners = LoopbackBinder.Hold(address, port => Listen(address.Addresses, port));
        Uri redirectUri = address.ToUri(((IPEndPoint)listeners[0].LocalEndPoint!).Port);
        return ValueTask.FromResult<ICallbackSession>(new SocketCallbackSession(Name, redirectUri, listeners, options, _timeProvider));
    }

    private static Socket[] Listen(IReadOnlyList<IPAddress> addresses, int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            List<Socket> listeners = [];
            try
            {
                foreach (IPAddress address in addresses)
                {
                    int wanted = listeners.Count == 0 ? port : ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
                    listeners.Add(Listen(address, wanted));
                }

                return [.. listeners];
            }
            catch (SocketException exception)
            {
                bool secondFamilyTaken = listeners.Count > 0 && exception.SocketErrorCode is SocketError.AddressAlreadyInUse;
                listeners.ForEach(listener => listener.Dispose());

                // Any port was asked for and the other family's is taken by chance: the next one will do.
                if (port != 0 || !secondFamilyTaken || attempt == AttemptsForOnePortOnBothFamilies)
                {
                    throw;
                }
            }
        }
    }

    private static Socket Listen(IPAddress address, int port)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Without it another process on Windows could bind the same port and take the code.
            socket.ExclusiveAddressUse = true;
            if (address.AddressFamily is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
