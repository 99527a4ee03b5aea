using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth;

/// <summary>The parts an authorizer works with. Each one left out is the library's own.</summary>
public sealed record LoopbackAuthorizerServices
{
    /// <summary>How responses arrive. The paste channel is added by the plan, not here.</summary>
    /// <value>The default is a <see cref="SocketCallbackTransport"/>.</value>
    public ICallbackTransport? Transport { get; init; }

    /// <summary>Where this process runs.</summary>
    /// <value>The default is an <see cref="EnvironmentProbe"/>.</value>
    public IEnvironmentProbe? EnvironmentProbe { get; init; }

    /// <summary>Where tokens go.</summary>
    /// <value>The default is an <see cref="InMemoryTokenStore"/>: nothing is written to disk unless asked for.</value>
    public ITokenStore? TokenStore { get; init; }

    /// <summary>Who talks with the user.</summary>
    /// <value>The default is a <see cref="ConsoleSignInPresenter"/>, on standard error.</value>
    public ISignInPresenter? Presenter { get; init; }

    /// <summary>Who opens the browser.</summary>
    /// <value>The default is a <see cref="BrowserLauncher"/>.</value>
    public IBrowserLauncher? BrowserLauncher { get; init; }

    /// <summary>The providers.</summary>
    /// <value>The default is a <see cref="ProviderRegistry"/> of the known ones and those of the options.</value>
    public IProviderRegistry? Providers { get; init; }

    /// <summary>The handler that requests to authorization servers go through. It must not follow redirects by itself.</summary>
    /// <value>The default is one of the library's own, which follows none and keeps no cookies.</value>
    public HttpMessageHandler? BackchannelHandler { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where log messages go. They hold no secret.</summary>
    /// <value>The default is nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }
}
