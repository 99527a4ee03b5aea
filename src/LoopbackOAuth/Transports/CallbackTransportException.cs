using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Transports;

/// <summary>A transport could not hold the place it was asked to.</summary>
public sealed class CallbackTransportException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What is wrong, naming host and port.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="port">The port it is about, when it is about one.</param>
    /// <param name="innerException">What the operating system said.</param>
    public CallbackTransportException(CallbackTransportError error, string message, string remedy, int? port = null, Exception? innerException = null)
        : base(CodeOf(error), message, remedy, innerException)
    {
        Error = error;
        Port = port;
    }

    /// <summary>Why.</summary>
    public CallbackTransportError Error { get; }

    /// <summary>The port it is about, when it is about one.</summary>
    public int? Port { get; }

    private static string CodeOf(CallbackTransportError error) => error switch
    {
        CallbackTransportError.PortInUse => "port_in_use",
        CallbackTransportError.PortForbidden => "port_forbidden",
        CallbackTransportError.AddressUnavailable => "address_unavailable",
        _ => "transport_not_supported",
    };
}
