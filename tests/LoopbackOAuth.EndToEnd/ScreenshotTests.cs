using System.Buffers.Binary;
using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.Testing;
using Microsoft.Playwright;

namespace LoopbackOAuth.EndToEnd;

/// <summary>
/// The pictures in the documentation are of the pages as a real browser shows them. With LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS=1 they are taken anew.
/// </summary>
public sealed class ScreenshotTests(ChromiumFixture chromium)
{
    private const int MostBytes = 60 * 1024;

    [Theory]
    [InlineData("callback-success-light", "You are signed in", 640, 360, ColorScheme.Light)]
    [InlineData("callback-success-dark", "You are signed in", 640, 360, ColorScheme.Dark)]
    [InlineData("callback-failure", "Sign-in did not complete", 640, 400, ColorScheme.Light)]
    [InlineData("callback-declined-phone", "Sign-in was declined", 360, 640, ColorScheme.Light)]
    [InlineData("callback-failure-phone-dark", "Sign-in did not complete", 360, 640, ColorScheme.Dark)]
    public async Task A_picture_is_there_in_the_size_of_the_page_and_small(string name, string title, int width, int height, ColorScheme scheme)
    {
        await using var server = await new TestAuthorizationServer
        {
            Misbehaviour = new()
            {
                AuthorizationError = name.Contains("declined", StringComparison.Ordinal) ? "access_denied" : null,
                TokenEndpoint = name.Contains("failure", StringComparison.Ordinal) ? TokenEndpointFault.InvalidGrant : TokenEndpointFault.None,
            },
        }.StartAsync(TestContext.Current.CancellationToken);
        await using var tab = await chromium.OpenAsync(width, height, scheme);
        await tab.SignInAsync(server.Issuer);
        await tab.ShouldBeTitledAsync(title);
        var taken = await tab.Page.ScreenshotAsync();
        var path = Path.Combine(Root(), "docs", "images", name + ".png");
        if (Environment.GetEnvironmentVariable("LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, taken, TestContext.Current.CancellationToken);
        }

        // Fonts differ from machine to machine, so that pixels cannot be compared.
        var kept = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((width, height), SizeOf(taken));
        Assert.Equal((width, height), SizeOf(kept));
        Assert.InRange(kept.Length, 1, MostBytes);
    }

    // The head of a PNG file: 8 bytes of signature, length and name of the first chunk, then width and height.
    private static (int Width, int Height) SizeOf(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LoopbackOAuth.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No LoopbackOAuth.sln above {AppContext.BaseDirectory}.");
    }
}
