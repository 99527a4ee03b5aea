using System.Text.RegularExpressions;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>Rules that every page keeps.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages =>
        [.. MarkdownFile.All().Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Pages))]
    public void A_relative_link_leads_to_a_file_and_a_heading_that_exist(string page) => Assert.Empty(BrokenLinks(page, Repository.Read(page)));

    [Theory]
    [InlineData("[a](README.md)")]
    [InlineData("[a](docs/remote-hosts.md#through-a-jump-box)")]
    [InlineData("[a](https://example.com/nowhere.md)")]
    [InlineData("# A `b` (c)\n[a](#a-b-c)")]
    [InlineData("```\n[a](nowhere.md)\n```")]
    public void A_good_link_is_left_alone(string text) => Assert.Empty(BrokenLinks("README.md", text));

    [Theory]
    [InlineData("[a](nowhere.md)")]
    [InlineData("![a](docs/nowhere.svg)")]
    [InlineData("[a](docs/remote-hosts.md#nowhere)")]
    [InlineData("[a](#nowhere)")]
    [InlineData("[a](docs/Remote-Hosts.md)")]
    public void A_broken_link_is_found(string text) => Assert.Single(BrokenLinks("README.md", text));

    private static IEnumerable<string> BrokenLinks(string page, string text) =>
        Link().Matches(Prose(text))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Exists(page, text, target));

    private static bool Exists(string page, string text, string target)
    {
        var parts = target.Split('#', 2);
        var file = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0].Length == 0 ? Path.GetFileName(page) : parts[0]));
        if (!IsThere(file))
        {
            return false;
        }

        return parts.Length == 1 || Anchors(parts[0].Length == 0 ? text : File.ReadAllText(file)).Contains(parts[1]);
    }

    // In exactly these letters, whatever the file system thinks of case.
    private static bool IsThere(string path) => Path.Exists(path) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).Contains(path);

    // As GitHub makes them: lower case, punctuation dropped, blanks to hyphens.
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Prose(text)).Select(match =>
            string.Concat(match.Groups["text"].Value.Trim().ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-'));

    private static string Prose(string text) => CodeBlock().Replace(text.ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeBlock();
}
