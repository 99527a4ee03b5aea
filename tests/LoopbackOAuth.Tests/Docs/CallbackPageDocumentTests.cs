using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Tests.Conventions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Readme.Samples;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What the guide to the page says is what the code does.</summary>
public sealed class CallbackPageDocumentTests
{
    private readonly MarkdownFile _guide = new("docs/callback-page.md");

    [Fact]
    public void Every_sample_is_code_that_is_compiled_here()
    {
        Assert.Equal(2, _guide.Blocks("csharp").Count);
        Assert.All(_guide.Blocks("csharp"), block => _guide.Matches("csharp", Assert.IsType<string>(block.Name), SampleSource.Read(block.Name!)));
    }

    [Fact]
    public void The_sample_with_texts_shows_them()
    {
        CallbackPages pages = CallbackTextsSample.Options().Pages;

        Assert.Contains("<h1>Angemeldet</h1>", Html(pages, CallbackPageKind.Success), StringComparison.Ordinal);
        Assert.Equal(Html(CallbackPages.Default, CallbackPageKind.Failure), Html(pages, CallbackPageKind.Failure));
    }

    [Fact]
    public void The_sample_with_a_page_of_its_own_shows_it_in_its_style()
    {
        ServiceCollection services = new();
        CallbackHtmlSample.Register(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        CallbackPages pages = provider.GetRequiredService<IOptions<LoopbackOAuthOptions>>().Value.Pages;

        Assert.Contains("<h1>Welcome to Contoso</h1>", Html(pages, CallbackPageKind.Success), StringComparison.Ordinal);
        Assert.Contains("; style-src 'sha256-", pages.For(CallbackPageKind.Success).ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_texts_are_those_that_are_shown() => Assert.Equal(
        Enum.GetValues<CallbackPageKind>().Select(kind => (kind.ToString(), CallbackPageEnglish.Of(kind).Title, CallbackPageEnglish.Of(kind).Text.Replace('\n', ' '))),
        MarkdownFile.Rows(_guide.Section("## What it says, and when")).Select(cells => (cells[0], cells[2], cells[3])));

    [Fact]
    public void The_header_fields_are_those_that_are_sent() => _guide.Matches(
        "http",
        "fields",
        string.Concat(CallbackPage.Headers
            .Prepend(new("Content-Security-Policy", CallbackPages.Default.For(CallbackPageKind.Success).ContentSecurityPolicy))
            .Select(field => $"{field.Key}: {field.Value}\n")));

    [Fact]
    public void Every_picture_is_in_the_guide_and_small()
    {
        string[] pictures = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "images"))];

        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.Contains($"(images/{Path.GetFileName(picture)})", _guide.Text, StringComparison.Ordinal));
        Assert.All(pictures, picture => Assert.InRange(new FileInfo(picture).Length, 1, 60 * 1024));
    }

    private static string Html(CallbackPages pages, CallbackPageKind kind) => Encoding.UTF8.GetString(pages.For(kind).Body.Span);
}
