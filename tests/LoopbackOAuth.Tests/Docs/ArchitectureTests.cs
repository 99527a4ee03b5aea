using System.Text.RegularExpressions;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What the page about the architecture says about rooms, seams and invariants is so.</summary>
public sealed partial class ArchitectureTests
{
    private readonly MarkdownFile _page = new("docs/architecture.md");

    [Fact]
    public void The_rooms_are_the_folders_with_their_numbers() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "LoopbackOAuth"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(RoomDependencies.Rooms.ContainsKey)
            .Select(room => (Number: RoomDependencies.Rooms[room], Room: room))
            .Order(),
        MarkdownFile.Rows(_page.Section("## The rooms"))
            .Where(cells => cells[0] != "0")
            .Select(cells => (int.Parse(cells[0], provider: null), cells[1].Trim('`', '/'))));

    [Fact]
    public void The_drawing_shows_every_room_and_every_seam()
    {
        var drawing = Repository.Read("docs/architecture.svg");

        Assert.All(
            [.. MarkdownFile.Rows(_page.Section("## The rooms")).Where(cells => cells[0] != "0").Select(cells => cells[1].Trim('`', '/')), .. MarkdownFile.FirstColumn(_page.Section("## The five seams"))],
            word => Assert.Contains(word, drawing, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", drawing, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_seams_are_what_the_services_take() => Assert.All(
        MarkdownFile.FirstColumn(_page.Section("## The five seams")),
        seam => Assert.Contains(typeof(LoopbackAuthorizerServices).GetProperties(), property => property.PropertyType.Name == seam));

    [Fact]
    public void The_invariants_are_thirteen_and_each_names_tests_that_hold_it()
    {
        var rows = MarkdownFile.Rows(_page.Section("## The invariants"));

        Assert.Equal(Enumerable.Range(1, 13).Select(number => $"{number}"), rows.Select(cells => cells[0]));
        Assert.All(rows.Where(cells => cells[0] != "11"), cells => Assert.NotEmpty(TestName().Matches(cells[2])));
        Assert.All(rows, cells => Assert.All(TestName().Matches(cells[2]), match => Assert.True(
            IsHeldBy(cells[0], match.Groups["type"].Value, match.Groups["test"].Value),
            $"{match.Value} is no test that bears the trait of invariant {cells[0]}.")));
    }

    // Read from the sources, so that test projects that are not built together count too.
    private static bool IsHeldBy(string invariant, string type, string test) =>
        Repository.Sources("tests")
            .Where(path => path.EndsWith($"/{type}.cs", StringComparison.Ordinal))
            .Select(Repository.Read)
            .Any(source => Regex.IsMatch(source, $@"Trait\(""Invariant"", ""{invariant}""\)(?:(?!\bpublic )[\s\S])*public (?:async )?(?:Task|void) {test}\(", RegexOptions.None, TimeSpan.FromSeconds(5)));

    [GeneratedRegex(@"`(?<type>\w+Tests)\.(?<test>\w+)`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestName();
}
