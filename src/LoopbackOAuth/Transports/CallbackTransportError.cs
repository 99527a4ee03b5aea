namespace LoopbackOAuth.Transports;

/// <summary>Why a place could not be held.</summary>
public enum CallbackTransportError
{
    /// <summary>Another process listens on the port.</summary>
    PortInUse,

    /// <summary>The operating system does not let this user bind the port (a privileged or an excluded port).</summary>
    PortForbidden,

    /// <summary>The machine has no such loopback address (IPv6 is switched off, for example).</summary>
    AddressUnavailable,

    /// <summary>This transport cannot do what the redirect URI asks; another one can.</summary>
    NotSupported,
}
