namespace LoopbackOAuth.Providers;

/// <summary>How the loopback interface is written in a redirect URI (RFC 8252 section 7.3).</summary>
public enum LoopbackHost
{
    /// <summary>The literal <c>127.0.0.1</c>. The default, because no name resolution is involved (RFC 8252 section 8.3).</summary>
    IPv4,

    /// <summary>The literal <c>[::1]</c>.</summary>
    IPv6,

    /// <summary>The name <c>localhost</c>: both families are bound on one port, or the listener does not open.</summary>
    Localhost,
}
