using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>A session that runs on one of the HTTP transports, over a real socket, by a clock that stands still.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    public const string State = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";
    public const string Genuine = $"?code=the-code&state={State}";

    private readonly CancellationTokenSource _stop = new();
    private readonly ListeningSockets _listeners;

    private LiveSession(ICallbackSession session, ManualTimeProvider clock)
    {
        Session = session;
        _listeners = ListeningSockets.On(session.RedirectUri);
        Clock = clock;
        Run = session.RunAsync(Pending, _stop.Token);
    }

    public static TheoryData<string> Transports { get; } = ["socket", "httplistener"];

    public ICallbackSession Session { get; }

    public ManualTimeProvider Clock { get; }

    public PendingAuthorization Pending { get; } = new(new Secret(State), IssuerExpectation.Unknown);

    public Task Run { get; }

    public Uri RedirectUri => Session.RedirectUri;

    public static async Task<LiveSession> OpenAsync(string transport, bool acceptFormPost = false, params string[] allowedOrigins)
    {
        ManualTimeProvider clock = new();
        ICallbackTransport chosen = transport == "socket" ? new SocketCallbackTransport(clock) : new HttpListenerCallbackTransport(clock);
        CallbackSessionOptions options = new() { Redirect = new RedirectRule(), AcceptFormPost = acceptFormPost, CallbackOrigins = allowedOrigins };
        return new LiveSession(await chosen.OpenAsync(options, TestContext.Current.CancellationToken), clock);
    }

    public Task<string> AskAsync(string query, params string[] fields) => RawClient.ExchangeAsync(RedirectUri, RawClient.Get(RedirectUri, query, fields));

    public Task<string> NavigateAsync(string query) => AskAsync(query, RawClient.Navigation);

    public Task<string> SendAsync(string method, string path, params string[] fields) =>
        RawClient.ExchangeAsync(RedirectUri, $"{method} {path} HTTP/1.1\r\nHost: {RedirectUri.Authority}\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n");

    /// <summary>Says that the sign-in is over, as the authorizer does once it has settled the page.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public async Task EndedAsync() => await Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>Holds when the listener is gone.</summary>
    public Task ShouldBeClosedAsync() => RawClient.ShouldBeRefusedAsync(RedirectUri, _listeners);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Session.DisposeAsync();
        await EndedAsync();
        _stop.Dispose();
    }
}
