using System.Collections.Concurrent;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;
using Microsoft.Playwright;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>One tab of a real browser, which a sign-in can open its URL in. It keeps a record of what it asks for and complains about.</summary>
internal sealed class ChromiumTab : IBrowserLauncher, IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<IRequest> _requests = new();

    private ChromiumTab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, such as what a policy forbade, and requests that came to nothing.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<IRequest> Requests => [.. _requests];

    public static async Task<ChromiumTab> OpenAsync(IBrowserContext context)
    {
        var tab = new ChromiumTab(context, await context.NewPageAsync());
        context.Request += (_, request) => tab._requests.Enqueue(request);
        context.RequestFailed += (_, request) => tab._complaints.Enqueue($"{request.Method} {request.Url}: {request.Failure}");
        context.WebError += (_, error) => tab._complaints.Enqueue(error.Error);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                tab._complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        return tab;
    }

    public ValueTask<bool> LaunchAsync(Uri uri, CancellationToken cancellationToken)
    {
        // As with a browser that is only told to open a URL, nobody waits for the page; the tests look at what is there in the end.
        _ = Page.GotoAsync(uri.AbsoluteUri).ContinueWith(
            task => _complaints.Enqueue(task.Exception!.ToString()),
            cancellationToken,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        return ValueTask.FromResult(true);
    }

    /// <summary>Goes where a user sends it, and to where it leads from there.</summary>
    public Task GoAsync(Uri uri) => Page.GotoAsync(uri.OriginalString, new() { Timeout = (float)Deadline.Default.TotalMilliseconds });

    /// <summary>Answers yes to the browser's question whether pages may reach this computer and what is around it.</summary>
    public Task AllowLocalNetworkAsync() => _context.GrantPermissionsAsync(["local-network-access"]);

    /// <summary>Signs in with this tab, from this process and through the real listener.</summary>
    public async Task<AuthorizationOutcome> SignInAsync(
        string issuer,
        string transport = "socket",
        CallbackPages? pages = null,
        ITokenStore? store = null,
        Func<AuthorizationRequest, AuthorizationRequest>? change = null)
    {
        using var authorizer = new LoopbackAuthorizer(
            new() { Pages = pages ?? CallbackPages.Default },
            new()
            {
                BrowserLauncher = this,
                EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
                Presenter = new RecordingPresenter { CanReadPaste = false },
                TokenStore = store,
                Transport = transport == "socket" ? new SocketCallbackTransport() : new HttpListenerCallbackTransport(),
            });
        var request = new AuthorizationRequest("local") { Server = new() { Issuer = issuer }, ClientId = "app", Scopes = ["openid"] };
        return await authorizer.AuthorizeAsync(change is null ? request : change(request), TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the tab has a title.</summary>
    public Task ShouldBeTitledAsync(string title) =>
        Assertions.Expect(Page).ToHaveTitleAsync(title, new() { Timeout = (float)Deadline.Default.TotalMilliseconds });

    /// <summary>What a user can go back to: the addresses of the tab's history, the current one last.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync()
    {
        var session = await _context.NewCDPSessionAsync(Page);
        var history = (await session.SendAsync("Page.getNavigationHistory"))!.Value;
        return [.. history.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("url").GetString()!)];
    }

    /// <summary>A property of an element as the browser computed it.</summary>
    public Task<string> StyleAsync(string selector, string property) =>
        Page.EvalOnSelectorAsync<string>(selector, "(element, property) => getComputedStyle(element).getPropertyValue(property)", property);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
