using System.Net.Sockets;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Transports;

/// <summary>Goes through the ports a policy allows until one can be held, and says precisely why when none can.</summary>
internal static class LoopbackBinder
{
    /// <param name="address">Where to bind.</param>
    /// <param name="hold">Holds a port (0 lets the operating system choose) and returns what holds it, or throws <see cref="SocketException"/>.</param>
    public static T Hold<T>(LoopbackAddress address, Func<int, T> hold)
    {
        IReadOnlyList<int> candidates = address.Port.Kind switch
        {
            PortPolicyKind.Ephemeral => [0],
            PortPolicyKind.Preferred => [.. address.Port.Ports, 0],
            _ => address.Port.Ports,
        };

        for (int index = 0; ; index++)
        {
            try
            {
                return hold(candidates[index]);
            }
            catch (SocketException exception) when (IsTaken(exception.SocketErrorCode) && index < candidates.Count - 1)
            {
                // The rule names another port: try that one.
            }
            catch (SocketException exception)
            {
                throw Explain(address, candidates[index], exception);
            }
        }
    }

    private static bool IsTaken(SocketError error) => error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;

    private static CallbackTransportException Explain(LoopbackAddress address, int port, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse when port == 0 => new CallbackTransportException(
            CallbackTransportError.PortInUse,
            "No port is free on both loopback families.",
            "Try again, or use the host 127.0.0.1, which needs one family only.",
            innerException: exception),
        SocketError.AddressAlreadyInUse => new CallbackTransportException(
            CallbackTransportError.PortInUse,
            address.Port.Kind is PortPolicyKind.AnyOf
                ? $"All registered ports are in use ({address.Port})."
                : $"Port {port} is in use: another process holds {address.Describe(port)}, and no other port is allowed here.",
            $"Stop the process that holds it ('{HolderCommand(OperatingSystem.IsWindows(), port)}' shows which), or sign in by manual paste, which opens no port.",
            port,
            exception),
        SocketError.AccessDenied => new CallbackTransportException(
            CallbackTransportError.PortForbidden,
            $"The operating system does not let this user listen on {address.Describe(port)} (a privileged port, or one in an excluded range).",
            "Choose a port above 1023 outside the excluded ranges, or sign in by manual paste, which opens no port.",
            port,
            exception),
        _ => new CallbackTransportException(
            CallbackTransportError.AddressUnavailable,
            address.Host is LoopbackHost.IPv4
                ? "This machine has no usable 127.0.0.1."
                : $"This machine has no usable [::1], and '{address.Describe(port)}' needs it: a browser may try it first.",
            "Use the host 127.0.0.1, or switch IPv6 on for the loopback interface.",
            port == 0 ? null : port,
            exception),
    };

    internal static string HolderCommand(bool windows, int port) =>
        windows ? $"netstat -ano | findstr :{port}" : $"lsof -iTCP:{port} -sTCP:LISTEN";
}
