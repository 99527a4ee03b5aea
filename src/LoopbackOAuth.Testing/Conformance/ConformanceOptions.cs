using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance;

/// <summary>What the conformance suite has to know about a transport. The defaults fit a listener that speaks HTTP.</summary>
public sealed record ConformanceOptions
{
    /// <summary>Creates the transport with a clock. The scripts about deadlines need it, because they let time pass without waiting.</summary>
    /// <value>The default is <see langword="null"/>: the transport takes no clock, and those scripts do not apply.</value>
    public Func<TimeProvider, ICallbackTransport>? CreateWithClock { get; init; }

    /// <summary>
    /// Hands a callback URL to a transport that opens no HTTP listener, as its user would: types it at a prompt, drops it
    /// into a queue. It returns when the transport can see it. The scripts about HTTP do not apply then.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the transport listens at its redirect URI.</value>
    public Func<string, CancellationToken, Task>? Deliver { get; init; }

    /// <summary>The redirect rule the transport is opened with.</summary>
    /// <value>The default is <c>http://127.0.0.1/callback</c> with any free port.</value>
    public RedirectRule Redirect { get; init; } = new();

    /// <summary>Whether the transport takes form posts when <see cref="CallbackSessionOptions.AcceptFormPost"/> asks for it.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SupportsFormPost { get; init; } = true;

    /// <summary>Whether the transport takes the response from scripts of <see cref="CallbackSessionOptions.CallbackOrigins"/>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SupportsCrossOriginFetch { get; init; } = true;

    /// <summary>
    /// Whether an HTTP server below the transport answers some requests by itself, as <see cref="System.Net.HttpListener"/> does. Its
    /// answers to malformed requests, and to those for another host, may then be pages of its own, which say what they like but for
    /// scripts; a connection without a request may end with an empty 200. Nothing of that may have an effect.
    /// </summary>
    /// <value>The default is <see langword="false"/>: every answer is the transport's.</value>
    public bool HasServerBelow { get; init; }

    /// <summary>Whether the page at the end of a successful sign-in must have the status 200.</summary>
    /// <value>The default is <see langword="true"/>; otherwise any status below 400 will do.</value>
    public bool RequireSuccessPage { get; init; } = true;

    /// <summary>Scripts that do not apply to the transport: their ids, each with the reason that its result will repeat.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Exempt { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long the transport may take for anything, by the system's clock, before the script fails. More than zero.</summary>
    /// <value>The default is 10 seconds. A transport that conforms is never waited for that long.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
