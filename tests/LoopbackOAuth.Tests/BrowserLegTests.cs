using System.Collections.Concurrent;
using System.Globalization;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests;

public sealed class BrowserLegTests : IAsyncDisposable
{
    private readonly TestAuthorizationServer _server = new();
    private readonly RecordingPresenter _presenter = new() { CanReadPaste = false };
    private readonly ScriptedBrowser _browser;

    public BrowserLegTests() => _browser = new ScriptedBrowser(_server.CreateHandler());

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_listener_on_every_interface_is_warned_of_on_the_screen_and_in_the_log_each_time()
    {
        for (var time = 0; time < 2; time++)
        {
            using WarningLog log = new();
            var port = (await FreePortAsync()).ToString(CultureInfo.InvariantCulture);

            var outcome = await SignInAsync(log, Request() with { Port = int.Parse(port, CultureInfo.InvariantCulture), UnsafeListenAny = true });

            Assert.IsType<AuthorizationOutcome.Succeeded>(outcome);
            Assert.Equal(time + 1, _presenter.Notices.Count(notice => notice.Kind is SignInNoticeKind.ListensOnEveryInterface));
            var text = _presenter.Notices.Last(notice => notice.Kind is SignInNoticeKind.ListensOnEveryInterface).Text;
            Assert.StartsWith("UNSAFE", text, StringComparison.Ordinal);
            Assert.Contains($"127.0.0.1:{port}:{port}", text, StringComparison.Ordinal);
            Assert.Contains(log.Warnings, line => line.Contains("every network interface", StringComparison.Ordinal) && line.Contains(port, StringComparison.Ordinal));
            Assert.Equal($"http://127.0.0.1:{port}/callback", ((AuthorizationOutcome.Succeeded)outcome).RedirectUri.OriginalString);
        }
    }

    [Fact]
    public async Task On_the_loopback_interface_nobody_is_warned()
    {
        using WarningLog log = new();

        Assert.IsType<AuthorizationOutcome.Succeeded>(await SignInAsync(log, Request()));

        Assert.DoesNotContain(_presenter.Notices, notice => notice.Kind is SignInNoticeKind.ListensOnEveryInterface);
        Assert.Empty(log.Warnings);
    }

    private static async Task<int> FreePortAsync()
    {
        await using var session = await new SocketCallbackTransport().OpenAsync(new CallbackSessionOptions { Redirect = new RedirectRule() }, TestContext.Current.CancellationToken);
        return session.RedirectUri.Port;
    }

    private AuthorizationRequest Request() => new("example") { Server = new AuthorizationServer { Issuer = _server.Issuer }, ClientId = "app" };

    private async Task<AuthorizationOutcome> SignInAsync(WarningLog log, AuthorizationRequest request)
    {
        using LoopbackAuthorizer authorizer = new(services: new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = _presenter,
            BrowserLauncher = _browser,
            BackchannelHandler = _server.CreateHandler(),
            LoggerFactory = log,
        });
        return await authorizer.AuthorizeAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class WarningLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Warnings.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
