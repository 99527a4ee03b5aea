using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A listener for 127.0.0.1 as somebody else might write it. Without a flaw it does what the suite asks; with one, it does one thing wrong.</summary>
internal sealed class PlainTransport(Flaw flaw, TimeProvider? timeProvider = null) : ICallbackTransport
{
    public string Name => "plain";

    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        Assert.Equal(LoopbackHost.IPv4, options.Redirect.Host);
        Socket listener = Hold(options.Redirect.Port);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        if (flaw is Flaw.BindsLate)
        {
            listener.Dispose();
            listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        }

        string host = flaw is Flaw.SaysAnotherUri ? "localhost" : "127.0.0.1";
        return ValueTask.FromResult<ICallbackSession>(new PlainSession(
            flaw,
            listener,
            new Uri($"http://{host}:{port}{options.Redirect.Path}"),
            options,
            timeProvider ?? TimeProvider.System));
    }

    private Socket Hold(PortPolicy policy)
    {
        int[] candidates = policy.Kind switch
        {
            PortPolicyKind.Ephemeral => [0],
            PortPolicyKind.Preferred => [.. policy.Ports, 0],
            _ => flaw is Flaw.MovesSilently ? [.. policy.Ports, 0] : [.. policy.Ports],
        };
        for (int index = 0; ; index++)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            try
            {
                listener.Bind(new IPEndPoint(flaw is Flaw.BindsEveryInterface ? IPAddress.Any : IPAddress.Loopback, candidates[index]));
                listener.Listen(128);
                return listener;
            }
            catch (SocketException exception)
            {
                listener.Dispose();
                if (index == candidates.Length - 1)
                {
                    throw new CallbackTransportException(CallbackTransportError.PortInUse, "The port is in use.", "Use another one.", candidates[index], exception);
                }
            }
        }
    }
}
