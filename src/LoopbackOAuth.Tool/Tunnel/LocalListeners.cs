using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// The ports of this computer, held from before ssh starts until the end, so that nobody takes them in between. All of
/// them, or none.
/// </summary>
internal sealed class LocalListeners : IDisposable
{
    private const int Backlog = 64;
    private const int FirstOrdinaryPort = 1024;

    private readonly List<(TunnelPort Port, Socket Socket)> _held = [];

    private LocalListeners()
    {
    }

    public IReadOnlyList<(TunnelPort Port, Socket Socket)> Held => _held;

    /// <exception cref="TunnelFailureException">A port cannot be had.</exception>
    public static LocalListeners Open(IEnumerable<TunnelPort> ports)
    {
        LocalListeners listeners = new();
        try
        {
            foreach (TunnelPort port in ports)
            {
                listeners.Open(port);
            }

            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach ((_, Socket socket) in _held)
        {
            socket.Dispose();
        }
    }

    private void Open(TunnelPort port)
    {
        bool isOpen = false;
        foreach (IPAddress address in port.Addresses)
        {
            Socket? socket = null;
            try
            {
                socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
                socket.Bind(new IPEndPoint(address, port.Number));
                socket.Listen(Backlog);
                _held.Add((port, socket));
                isOpen = true;
            }
            catch (SocketException exception)
            {
                socket?.Dispose();

                // A computer without IPv6 has no browser that would look there.
                if (isOpen && exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable)
                {
                    continue;
                }

                throw new TunnelFailureException(Failure(address, port.Number, exception.SocketErrorCode));
            }
        }
    }

    private static TunnelFailure Failure(IPAddress address, int port, SocketError error)
    {
        IPEndPoint place = new(address, port);
        switch (error)
        {
            case SocketError.AddressAlreadyInUse:
                PortHolder? holder = PortHolder.Find(address, port);
                string who = holder is null ? "" : $", by {holder}";
                string look = holder?.Process is null ? $"See who has it with '{PortHolder.CommandFor(port)}'. " : "";
                string end = holder?.Name is "ssh"
                    ? $"If that is an earlier tunnel, use it, or end it with 'kill {holder.Process}'. "
                    : "End that program. ";
                return new TunnelFailure(
                    "port_in_use",
                    $"{place} is in use on this computer{who}.",
                    $"{look}{end}Or sign in without a tunnel: paste the address of the page that fails to load at the 'Callback URL:' prompt.");
            case SocketError.AccessDenied:
                return new TunnelFailure(
                    "port_not_permitted",
                    $"This user may not listen on {place}.",
                    port < FirstOrdinaryPort
                        ? string.Create(CultureInfo.InvariantCulture, $"Ports below {FirstOrdinaryPort} are for the system. Sign in on a higher one: --port, there and here.")
                        : "The system keeps this port for itself. Sign in on another one: --port, there and here.");
            default:
                return new TunnelFailure(
                    "port_unavailable",
                    $"This computer cannot listen on {place} ({error}).",
                    "Sign in on another port, with --port there and here, or without a tunnel: paste the address at the 'Callback URL:' prompt.");
        }
    }
}
