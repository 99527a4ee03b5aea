using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Listens with <see cref="HttpListener"/>: http.sys on Windows, managed code elsewhere. To every request that it is shown it
/// gives the same answer as <see cref="SocketCallbackTransport"/>, which is the better choice unless http.sys is wanted.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="HttpListener"/> cannot ask for any free port, so one of the dynamic range is drawn and started on at once,
/// again and again until one is free: it is held from the first moment. Outside Windows it knows neither <c>[::1]</c>
/// nor both families of <c>localhost</c>; such a redirect URI is refused rather than half served.
/// </para>
/// <para>
/// What differs from the sockets, and why it does no harm. None of it can end or complete a sign-in: what delivers still needs
/// the exact path, the exact authority, a navigation and the right state. As seen with the managed code of .NET 10:
/// </para>
/// <list type="bullet">
/// <item><description>
/// It answers some requests itself, in its own words: 404 for a <c>Host</c> or an absolute target of another host, 400 for a
/// request line or length that it cannot read, for no <c>Host</c> and for a head far over 16 KB, 411 for a form without a length, 501
/// for a transfer coding, 505 for another version of HTTP. Such answers lack the header fields of the other replies, and the 400 for a
/// request line repeats the address it could not read, HTML-encoded.
/// </description></item>
/// <item><description>
/// It forgives bare line feeds, a space before a colon, and a repeated <c>Host</c>, of which the last counts; other repeated fields come joined by commas. No browser sends
/// them, and a page cannot make it do so.
/// </description></item>
/// <item><description>The number of connections has no bound, and a peer that never ends its head is kept until the session ends. Such connections keep nobody out; on Windows they are given 10 seconds.</description></item>
/// <item><description>A peer of another protocol, TLS for example, is not cut off at once.</description></item>
/// </list>
/// </remarks>
public sealed class HttpListenerCallbackTransport : ICallbackTransport
{
    private const int AttemptsForAnyPort = 64;
    private const int FirstDynamicPort = 49152;

    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _timeProvider;

    /// <summary>Creates the transport.</summary>
    /// <param name="timeProvider">The clock of its deadlines, or <see langword="null"/> for the system's.</param>
    public HttpListenerCallbackTransport(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary><c>httplistener</c>.</summary>
    public string Name => "httplistener";

    /// <inheritdoc/>
    public ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();

        LoopbackAddress address = LoopbackAddress.Of(options);
        if (address.ListensAny)
        {
            throw new CallbackTransportException(
                CallbackTransportError.NotSupported,
                "HttpListener is not used on every interface: it could not keep strangers away.",
                "Use the socket transport.");
        }

        if (!OperatingSystem.IsWindows() && address.Host is not LoopbackHost.IPv4)
        {
            throw new CallbackTransportException(
                CallbackTransportError.NotSupported,
                "HttpListener cannot serve [::1], and serves only one family of localhost, on this operating system.",
                "Use the socket transport, or the host 127.0.0.1.");
        }

        (HttpListener listener, int port) = LoopbackBinder.Hold(address, wanted => Start(address, wanted));
        return ValueTask.FromResult<ICallbackSession>(new HttpListenerCallbackSession(Name, address.ToUri(port), listener, options, _timeProvider));
    }

    private static (HttpListener Listener, int Port) Start(LoopbackAddress address, int wanted)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = wanted != 0 ? wanted : RandomNumberGenerator.GetInt32(FirstDynamicPort, 65536);
            HttpListener listener = new() { IgnoreWriteExceptions = true };
            try
            {
                listener.Prefixes.Add($"http://{address.Describe(port)}/");
                Bound(listener);
                listener.Start();
                return (listener, port);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException)
            {
                ((IDisposable)listener).Dispose();
                if (wanted == 0 && attempt < AttemptsForAnyPort)
                {
                    continue;
                }

                throw new SocketException((int)ReasonOf(exception));
            }
        }
    }

    // Only http.sys heeds these; elsewhere setting them is an exception or of no effect.
    private static void Bound(HttpListener listener)
    {
        if (OperatingSystem.IsWindows())
        {
            listener.TimeoutManager.HeaderWait = LongestRequest;
            listener.TimeoutManager.EntityBody = LongestRequest;
            listener.TimeoutManager.IdleConnection = LongestRequest;
        }
    }

    private static SocketError ReasonOf(Exception exception) => exception switch
    {
        SocketException socket => socket.SocketErrorCode,
        HttpListenerException { InnerException: SocketException socket } => socket.SocketErrorCode,
        HttpListenerException { ErrorCode: 5 } => SocketError.AccessDenied,
        _ => SocketError.AddressAlreadyInUse,
    };
}
