using LoopbackOAuth.Benchmarks.Peers;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Benchmarks.Tests;

/// <summary>The table of what each library makes of odd callbacks says what they really do.</summary>
public sealed class PeerTableTests
{
    private const string Page = "docs/callback-rules.md";
    private const string Start = "<!-- peers -->\n";
    private const string End = "<!-- /peers -->";
    private const string AcceptVariable = "LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS";

    [Fact]
    public async Task The_page_shows_what_each_library_makes_of_each_input()
    {
        string table = "\n" + await PeerTable.RenderAsync() + "\n";
        string page = Repository.Read(Page);
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, Page), page[..start] + table + page[end..], TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(page[start..end] == table, $"{Page} differs from what the libraries do. If that is meant, run the test again with {AcceptVariable}=1.\n{table}");
    }

    [Fact]
    public void Every_input_occurs_once() => Assert.Equal(PeerInput.All.Count, PeerInput.All.DistinctBy(input => input.Query).Count());
}
