using LoopbackOAuth.Interaction;
using LoopbackOAuth.Testing.Browser;

namespace LoopbackOAuth.Testing;

/// <summary>
/// A browser without a screen: it asks the authorization server, and follows the redirect to the listener over a real
/// socket with the header fields of a Chromium browser, and from there wherever the listener leads it. <see cref="Behaviours"/> adds what browsers and users do besides.
/// </summary>
/// <remarks>It is safe to use from many threads. It connects to the loopback interface only.</remarks>
public sealed class ScriptedBrowser : IBrowserLauncher, IAsyncDisposable
{
    private readonly Gate _gate = new();
    private readonly List<BrowserPage> _pages = [];
    private readonly List<Uri> _launched = [];
    private readonly List<Task> _scripts = [];
    private readonly HttpMessageInvoker _server;
    private readonly AuthorizationPages _authorization;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<BrowserPage> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;

    /// <summary>Creates a browser.</summary>
    /// <param name="server">
    /// The way to the authorization server, such as <see cref="TestAuthorizationServer.CreateHandler"/>; it must not follow
    /// redirects itself, and is disposed with the browser. Without one, the network is used, with cookies.
    /// </param>
    public ScriptedBrowser(HttpMessageHandler? server = null)
    {
        _server = new HttpMessageInvoker(server ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        _authorization = new AuthorizationPages(_server);
    }

    /// <summary>What the browser does beside following the redirect.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<BrowserBehaviour> Behaviours { get; init; } = [];

    /// <summary>Whether <see cref="LaunchAsync"/> starts anything. A host without a browser has <see langword="false"/>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CanLaunch { get; init; } = true;

    /// <summary>How long the browser waits for each reply of the listener, by the system's clock.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Every page shown so far, and every other reply of the listener, in order of arrival. Redirects on the way are not pages.</summary>
    public IReadOnlyList<BrowserPage> Pages
    {
        get
        {
            lock (_gate)
            {
                return [.. _pages];
            }
        }
    }

    /// <summary>Every address <see cref="LaunchAsync"/> was called with, in order.</summary>
    public IReadOnlyList<Uri> LaunchedUris
    {
        get
        {
            lock (_gate)
            {
                return [.. _launched];
            }
        }
    }

    /// <summary>Ends when the script of the first launch is over, with what <see cref="VisitAsync"/> would return. It waits for that launch.</summary>
    public Task<BrowserPage> Completion => _completion.Task;

    /// <inheritdoc/>
    /// <remarks>It returns at once; the script runs in the background until it is over or the browser is disposed.</remarks>
    public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttps && !LoopbackConnection.IsLoopback(uri)))
        {
            throw new ArgumentException("A browser opens absolute https URLs, and http URLs on the loopback interface.", nameof(uri));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _launched.Add(uri);
            if (CanLaunch)
            {
                _scripts.Add(Task.Run(() => RunInBackgroundAsync(uri), CancellationToken.None));
            }
        }

        return ValueTask.FromResult(CanLaunch);
    }

    /// <summary>Runs the script for an authorization URL.</summary>
    /// <param name="authorizationUri">The authorization URL.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <returns>The page the listener showed for the genuine callback; or, when it did not come to that, the page of the authorization server at which the user stopped.</returns>
    public async Task<BrowserPage> VisitAsync(Uri authorizationUri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorizationUri);
        bool? decision = Does(BrowserBehaviourKind.StopsAtConsent) ? null : !Does(BrowserBehaviourKind.Denies);
        (Uri? callback, BrowserPage? page) = await _authorization.WalkAsync(authorizationUri, decision, cancellationToken).ConfigureAwait(false);
        if (callback is null)
        {
            return Show(page!);
        }

        if (Does(BrowserBehaviourKind.StopsAtConsent) || Does(BrowserBehaviourKind.NeverCallsBack))
        {
            return Show(new BrowserPage { Method = "GET", Uri = authorizationUri, Failure = "The user closed the tab." });
        }

        var script = new CallbackScript(Behaviours, authorizationUri.GetLeftPart(UriPartial.Authority), callback, SendAsync);
        return await script.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes through the authorization server and stops before the listener: what a user copies from the address bar when the browser cannot reach it.</summary>
    /// <param name="authorizationUri">The authorization URL.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The callback URL; <see cref="Uri.OriginalString"/> is its exact text.</returns>
    /// <exception cref="InvalidOperationException">The server showed a page and did not redirect.</exception>
    public async Task<Uri> FollowToRedirectAsync(Uri authorizationUri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorizationUri);
        (Uri? callback, BrowserPage? page) = await _authorization
            .WalkAsync(authorizationUri, !Does(BrowserBehaviourKind.Denies), cancellationToken).ConfigureAwait(false);
        return callback ?? throw new InvalidOperationException($"The server did not redirect: {Show(page!)}.");
    }

    /// <summary>Navigates to a callback URL and does nothing else.</summary>
    /// <param name="callbackUri">The callback URL, on the loopback interface.</param>
    /// <param name="cancellationToken">Ends the wait for the reply.</param>
    /// <returns>The page shown, after the listener's own redirects; its <see cref="BrowserPage.Failure"/> is set when the listener could not be reached.</returns>
    public Task<BrowserPage> DeliverAsync(Uri callbackUri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callbackUri);
        return SendAsync(LoopbackRequest.Navigation(callbackUri), cancellationToken);
    }

    /// <summary>Closes the browser: scripts that still run are ended.</summary>
    /// <returns>A task that ends when they are over.</returns>
    public async ValueTask DisposeAsync()
    {
        Task[] scripts;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            scripts = [.. _scripts];
        }

        await _closed.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(scripts).ConfigureAwait(false);
        _completion.TrySetCanceled();
        _closed.Dispose();
        _server.Dispose();
    }

    private async Task RunInBackgroundAsync(Uri uri)
    {
        try
        {
            _completion.TrySetResult(await VisitAsync(uri, _closed.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            _completion.TrySetCanceled();
        }
#pragma warning disable CA1031 // Whatever a script throws belongs to whoever awaits its completion.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _completion.TrySetException(exception);
        }
    }

    private async Task<BrowserPage> SendAsync(LoopbackRequest request, CancellationToken cancellationToken) =>
        Show(await LoopbackConnection.FollowAsync(request, Patience, cancellationToken).ConfigureAwait(false));

    private BrowserPage Show(BrowserPage page)
    {
        lock (_gate)
        {
            _pages.Add(page);
        }

        return page;
    }

    private bool Does(BrowserBehaviourKind kind) => Behaviours.Any(behaviour => behaviour.Kind == kind);
}
