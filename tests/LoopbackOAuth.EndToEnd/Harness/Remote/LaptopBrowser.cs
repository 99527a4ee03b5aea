using Microsoft.Playwright;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>Chromium on the laptop. It trusts what the laptop's administrator told it to, and it reaches what the laptop reaches.</summary>
internal sealed class LaptopBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LaptopBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<LaptopBrowser> StartAsync(NetworkHost laptop, string folder)
    {
        var program = Requirements.OneOf("chromium", "chromium-browser", "google-chrome");

        // It is spoken to through descriptors that it inherits, wherever it runs.
        var wrapper = Path.Combine(folder, "laptop", "chromium");
        HostFiles.Write(wrapper, $"#!/bin/sh\nexec {string.Join(' ', laptop.EnterAsRoot(program))} \"$@\"\n", HostFiles.Executable);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = wrapper,
            ChromiumSandbox = false,
            Args = ["--disable-quic"],
        }));
    }

    public async Task<ChromiumTab> OpenAsync() => await ChromiumTab.OpenAsync(await _browser.NewContextAsync());

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
