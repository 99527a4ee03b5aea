using System.Text.RegularExpressions;
using Xunit;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>Every invariant of the architecture has a test that names it, in whichever test project.</summary>
public sealed partial class InvariantCoverageTests
{
    public static TheoryData<int> Invariants => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

    [Theory, MemberData(nameof(Invariants))]
    public void The_invariant_has_a_test_that_names_it(int invariant) => Assert.Contains(invariant, Covered());

    [Fact]
    public void A_test_names_no_invariant_that_does_not_exist() => Assert.All(Covered(), invariant => Assert.InRange(invariant, 1, 13));

    // Read from the sources, so that test projects that are not built together count too.
    private static HashSet<int> Covered() =>
        [.. Repository.Sources("tests")
            .SelectMany(path => Naming().Matches(SourceText.WithoutComments(Repository.Read(path))))
            .Select(match => int.Parse(match.Groups["number"].ValueSpan, provider: null))];

    [GeneratedRegex("""\bTrait\("Invariant",\s*"(?<number>\d+)"\)""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Naming();
}
