using System.Text.RegularExpressions;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>
/// A command in the guide is either one that an end-to-end scene types, in a block of <c>sh</c>, or stands in a table that says what it rests on.
/// </summary>
public sealed partial class RemoteHostsTests
{
    private const string Scenes = "tests/LoopbackOAuth.EndToEnd/Remote";
    private const string RestsOn = " | Rests on |";

    // What a line of shell in the guide begins with, wherever it stands.
    private static readonly string[] Programs =
        ["ssh", "mosh", "loopback-oauth", "curl", "lsof", "ss", "sudo", "gh", "coder", "gcloud", "aws", "kubectl", "docker", "netstat", "code"];

    private readonly MarkdownFile _guide = new("docs/remote-hosts.md");

    [Fact]
    public void Every_command_in_a_block_is_one_that_a_scene_types_and_no_other_is_asked_for() =>
        Assert.Equal(
            Repository.Sources(Scenes).SelectMany(path => GuideCommand().Matches(Repository.Read(path))).Select(match => match.Groups["raw"].Success ? match.Groups["raw"].Value : match.Groups["plain"].Value).Distinct().Order(StringComparer.Ordinal),
            Run().Order(StringComparer.Ordinal));

    [Fact]
    public void A_code_block_is_a_command_that_is_run_or_a_sample_that_is_compiled() =>
        Assert.All(Fence().Matches(_guide.Text), match => Assert.Contains(match.Groups["language"].Value, (string[])["sh", "csharp"]));

    [Fact]
    public void Every_row_of_what_was_not_run_says_what_it_rests_on()
    {
        Assert.NotEmpty(NotRunRows());
        Assert.All(NotRunRows(), row => Assert.True(row.Trim('|').Split(" | ")[^1].Trim() is { Length: > 5 } reason && !reason.Contains('`'), row));
    }

    [Fact]
    public void A_command_within_the_text_is_part_of_one_that_is_run_or_rests_on_something()
    {
        string[] known = [.. Run(), .. NotRun()];
        Assert.All(
            Code().Matches(_guide.Text).Select(match => match.Groups["code"].Value).Where(IsCommand),
            code => Assert.Contains(known, command => command.StartsWith(code, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_not_run_is_in_no_block() => Assert.Empty(Run().Intersect(NotRun()));

    [Theory]
    [InlineData(EnvironmentIds.Codespaces, LoopbackReachability.Unknown, "codespace-name")]
    [InlineData(EnvironmentIds.Codespaces, LoopbackReachability.ForwardNeeded, "codespace-name")]
    [InlineData(EnvironmentIds.CodeServer, LoopbackReachability.ForwardNeeded, "workspace-name")]
    [InlineData(EnvironmentIds.CloudShellGcp, LoopbackReachability.Unreachable, null)]
    [InlineData(EnvironmentIds.CloudWorkstations, LoopbackReachability.Unreachable, null)]
    [InlineData(EnvironmentIds.Ssm, LoopbackReachability.ForwardNeeded, null)]
    [InlineData(EnvironmentIds.Kubernetes, LoopbackReachability.ForwardNeeded, null)]
    [InlineData(EnvironmentIds.Gitpod, LoopbackReachability.ForwardNeeded, null)]
    [InlineData(EnvironmentIds.Ssh, LoopbackReachability.ForwardNeeded, null)]
    public void The_command_that_is_printed_is_the_one_in_the_guide(string id, LoopbackReachability loopback, string? name)
    {
        HostEnvironment environment = new()
        {
            Id = id,
            CanOpenBrowser = false,
            Loopback = loopback,
            Channels = [SignInChannel.Loopback],
            Rule = "A place without names.",
            WorkspaceName = name,
            KubernetesNamespace = "my-namespace",
        };

        Assert.Contains(ForwardCommands.For(new Uri("http://127.0.0.1:56121/callback"), environment)!.Line, (string[])[.. Run(), .. NotRun()]);
    }

    [Fact]
    public void The_sample_is_code_that_is_compiled_here() => _guide.Matches("csharp", "RemoteHostSample", SampleSource.Read("RemoteHostSample"));

    [Fact]
    public void The_link_that_hints_show_leads_to_this_page() =>
        Assert.EndsWith("/" + _guide.Path, new LoopbackOAuthOptions().Guide!.AbsolutePath, StringComparison.Ordinal);

    private string[] Run() =>
        [.. Fence().Matches(_guide.Text).Where(match => match.Groups["language"].Value == "sh")
            .SelectMany(match => match.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    private string[] NotRun() => [.. NotRunRows().SelectMany(row => Code().Matches(row)).Select(match => match.Groups["code"].Value).Where(IsCommand)];

    // Whatever the table's other columns are.
    private IEnumerable<string> NotRunRows()
    {
        bool inside = false;
        foreach (var line in _guide.Text.Split('\n'))
        {
            bool isHead = line.EndsWith(RestsOn, StringComparison.Ordinal);
            inside = isHead || (inside && line.StartsWith('|'));
            if (inside && !isHead && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static bool IsCommand(string code) => code.Split(' ') is [var program, _, ..] && Programs.Contains(program);

    [GeneratedRegex("Guide\\.Command\\((?:\"\"\"(?<raw>.+?)\"\"\"|\"(?<plain>[^\"]+)\")", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex GuideCommand();

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<!`)`(?<code>[^`\n]+)`(?!`)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();
}
