using System.Net;

namespace LoopbackOAuth.Protocol;

/// <summary>The user's own proxy settings, except that nothing for this machine leaves it: plain http is allowed on loopback only because it stays there.</summary>
internal sealed class LoopbackBypass(IWebProxy userProxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => userProxy.Credentials;
        set => userProxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : userProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || userProxy.IsBypassed(host);
}
