using LoopbackOAuth.Environments;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>The page about environments shows the table that decides, and lists what is said elsewhere in the code.</summary>
public sealed class EnvironmentsTests
{
    private const string Path = "docs/environments.md";
    private const string Start = "<!-- environments -->\n";
    private const string End = "<!-- /environments -->";

    [Fact]
    public void The_table_is_the_one_that_decides()
    {
        string expected = Table();
        string page = new MarkdownFile(Path).Text;
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        string actual = page[start..page.IndexOf(End, StringComparison.Ordinal)];
        if (actual != expected && Environment.GetEnvironmentVariable(Verified.AcceptVariable) == "1")
        {
            File.WriteAllText(System.IO.Path.Combine(Repository.Root, Path), page.Replace(Start + actual, Start + expected, StringComparison.Ordinal));
            actual = expected;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Every_console_browser_that_the_page_names_is_one() => Assert.All(
        ["w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "edbrowse", "netrik", "retawq", "carbonyl", "cha", "none", "true", "false", "echo", "cat"],
        (string name) =>
        {
            Assert.True(ConsoleBrowsers.Contains(name));
            Assert.Contains($"`{name}`", new MarkdownFile(Path).Text, StringComparison.Ordinal);
        });

    [Fact]
    public void The_page_is_linked() => Assert.All(
        ["README.md", "docs/architecture.md"],
        (string page) => Assert.Contains("environments.md)", new MarkdownFile(page).Text, StringComparison.Ordinal));

    private static string Table()
    {
        string table = "| Environment | When | Browser | Loopback | Channels | Rule | Known |\n|---|---|---|---|---|---|---|\n";
        foreach (EnvironmentDetector row in (EnvironmentDetector[])[.. EnvironmentTable.Rows, EnvironmentTable.Otherwise])
        {
            string id = $"`{row.Id}`" + (row.Case is null ? "" : ", " + row.Case);
            string channels = row.Channels.Length == 0 ? "none" : string.Join(", ", row.Channels.Select(EnvironmentNames.NameOf));
            table += $"| {id} | {row.When.Text} | {(row.CanOpenBrowser ? "yes" : "no")} | {EnvironmentNames.NameOf(row.Loopback)} | {channels} | {row.Rule} | {row.Source.ToString().ToLowerInvariant()} |\n";
        }

        return table;
    }
}
