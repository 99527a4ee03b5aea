using LoopbackOAuth.Testing.Conformance;
using Readme.Samples;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What the page about the conformance suite says is what the suite does.</summary>
public sealed class TransportConformanceTests
{
    private readonly MarkdownFile _page = new("docs/transport-conformance.md");

    [Fact]
    public void Every_sample_is_code_that_is_compiled_here()
    {
        Assert.NotEmpty(_page.Blocks("csharp"));
        Assert.All(_page.Blocks("csharp"), block => _page.Matches("csharp", Assert.IsType<string>(block.Name), SampleSource.Read(block.Name!)));
    }

    [Fact]
    public async Task The_sample_for_a_transport_without_a_listener_runs_the_scripts_that_apply()
    {
        IReadOnlyList<ConformanceResult> results = await PasteConformanceSample.RunAsync();

        Assert.Contains(results, result => result.Status is ConformanceStatus.Passed);
    }

    [Fact]
    public void The_scripts_are_those_that_exist()
    {
        int width = CallbackTransportConformance.Scripts.Max(script => script.Id.Length) + 2;
        _page.Matches("text", "scripts", string.Concat(CallbackTransportConformance.Scripts.Select(script => $"{script.Id.PadRight(width)}{script.Description}\n")));
    }
}
