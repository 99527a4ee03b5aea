using Microsoft.Playwright;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>The one Chromium of all tests, without a window, started by the first that needs it.</summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A tab in a profile of its own, gone with the tab.</summary>
    internal async Task<ChromiumTab> OpenAsync(int width = 640, int height = 400, ColorScheme scheme = ColorScheme.Light, ForcedColors forced = ForcedColors.None)
    {
        var browser = await StartedAsync();
        return await ChromiumTab.OpenAsync(await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ForcedColors = forced,
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is { } browser)
        {
            await browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        var program = Requirements.OneOf("chromium", "chromium-browser", "google-chrome");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                ChromiumSandbox = !Environment.IsPrivilegedProcess,
                Args = ["--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            });
        }
        finally
        {
            _gate.Release();
        }
    }
}
