using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class SignInTextTests
{
    private const string Url = "https://login.example.com/";

    // The programs whose commands are printed.
    private static readonly string[] s_programs = ["ssh", "gh", "coder", "gcloud", "aws", "kubectl", "curl", "curl.exe", "loopback-oauth"];

    public static TheoryData<string, bool, bool> Screens
    {
        get
        {
            TheoryData<string, bool, bool> screens = [];
            foreach (string name in Places.Names)
            {
                screens.Add(name, true, false);
                screens.Add(name, false, false);
                screens.Add(name, true, true);
            }

            return screens;
        }
    }

    public static TheoryData<string> Ids => [.. typeof(EnvironmentIds).GetFields().Select(constant => (string)constant.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_environment_has_its_words(string id) => Assert.Contains(id, Places.Names);

    [Theory]
    [MemberData(nameof(Screens))]
    public void It_fits_one_screen_with_the_url_and_every_command_whole_and_alone(string name, bool canReadPaste, bool manualPaste)
    {
        SignInPrompt prompt = Places.Prompt(name, canReadPaste, manualPaste);

        IReadOnlyList<string> lines = SignInText.Compose(prompt);

        Assert.Single(lines, prompt.AuthorizationUri.AbsoluteUri);
        string[] rest = [.. lines.Where(line => !line.StartsWith(Url, StringComparison.Ordinal))];
        Assert.InRange(rest.Sum(line => Math.Max(1, (line.Length + 79) / 80)), 1, 23);
        Assert.All(rest.Where(line => !IsCommand(line)), line => Assert.InRange(line.Length, 0, 79));
        Assert.All(rest, line => Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), line));
        Assert.DoesNotContain(rest, line => line.StartsWith(' ') || line.EndsWith(' ') || line.Contains("  ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public void A_line_with_a_port_pair_or_an_option_is_a_command_that_begins_with_a_known_program(string name, bool canReadPaste, bool manualPaste)
    {
        IReadOnlyList<string> lines = SignInText.Compose(Places.Prompt(name, canReadPaste, manualPaste));

        Assert.All(
            lines.Where(line => line.Contains(" -N", StringComparison.Ordinal) || line.Contains("forward ", StringComparison.Ordinal) && line.Contains("56121:", StringComparison.Ordinal) || line.Contains("--", StringComparison.Ordinal)),
            line => Assert.True(IsCommand(line), line));
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public void Whoever_tells_to_copy_the_address_says_that_it_belongs_nowhere_else(string name, bool canReadPaste, bool manualPaste)
    {
        SignInPrompt prompt = Places.Prompt(name, canReadPaste, manualPaste);

        string text = string.Join('\n', SignInText.Compose(prompt));

        Assert.Equal(prompt.Plan.Pastes || prompt.Plan.Hint is not SignInHint.None, text.Contains("it opens your account.", StringComparison.Ordinal));
        Assert.Equal(prompt.Plan.Pastes, text.Contains("only here, never into a web page or a chat", StringComparison.Ordinal));
        Assert.Equal(prompt.Plan.Listens, text.Contains($"Waiting for callback on {prompt.RedirectUri}", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_printed_raw()
    {
        const string Hostile = "a\u001b[2J;reboot $(id) b";
        foreach (string name in Places.Names)
        {
            foreach (bool canReadPaste in (bool[])[true, false])
            {
                SignInPrompt there = Places.Prompt(name, canReadPaste);
                SignInPrompt prompt = there with
                {
                    ProviderName = "Evil\u001b[2J\nOpen https://evil.example instead\u202e",
                    AuthorizationUri = new Uri("https://login.example.com/authorize?x=\u001b[2J\u202e\u009b\u200b&y=\u00fc"),
                    ProviderDocumentation = new Uri("https://docs.example.com/\u001b]0;x\a"),
                    Environment = there.Environment with
                    {
                        Ssh = new SshConnection(Hostile, 1, Hostile, 22),
                        UserName = Hostile,
                        HostName = Hostile,
                        InvokingUser = Hostile,
                        WorkspaceName = Hostile,
                        KubernetesNamespace = Hostile,
                        Signals = [Hostile],
                        AlsoHolds = [.. there.Environment.AlsoHolds, Hostile],
                    },
                };

                IReadOnlyList<string> lines = [.. SignInText.Compose(prompt), .. SilenceText.Compose(prompt, canReadPaste), .. NoticeText.AfterSuccess(prompt), Endings.TimedOut(TimeSpan.FromMinutes(5), prompt, 0).Remedy];

                Assert.All(lines, line => Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), line));
                Assert.DoesNotContain(lines, line => line.Contains("reboot", StringComparison.Ordinal) || line.Contains("$(id)", StringComparison.Ordinal));
                Assert.Contains(lines, line => line.StartsWith("https://login.example.com/authorize?x=%1B", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Over_ssh_the_screen_leaves_room_for_a_long_url_and_the_status()
    {
        string[] rest = [.. SignInText.Compose(Places.Prompt("ssh")).Where(line => !line.StartsWith(Url, StringComparison.Ordinal))];

        Assert.InRange(rest.Sum(line => Math.Max(1, (line.Length + 79) / 80)), 1, 16);
    }

    [Theory]
    [InlineData("ssh.ipv6-address", "-o \"ProxyCommand=ssh -W '[%h]:%p' jump-user@jump-host\"")]
    [InlineData("ssh", "No -J there? In its place: -o \"ProxyCommand=ssh -W %h:%p jump-user@jump-host\"")]
    public void The_option_for_an_ssh_without_jump_hosts_is_never_broken(string place, string line) =>
        Assert.Contains(line, SignInText.Compose(Places.Prompt(place)));

    [Theory]
    [InlineData("ssh.windows", "curl.exe \"address-of-that-page\"")]
    [InlineData("windows-service", "curl.exe \"address-of-that-page\"")]
    [InlineData("ssh", "curl 'address-of-that-page'")]
    public void Without_a_prompt_the_command_is_one_for_the_shells_of_this_host(string place, string line) =>
        Assert.Contains(line, SignInText.Compose(Places.Prompt(place, canReadPaste: false)));

    [Fact]
    public void A_port_that_a_container_may_publish_is_not_said_to_fail()
    {
        SignInPrompt prompt = Places.Prompt("container.published");

        string text = string.Join(' ', [.. SignInText.Compose(prompt), .. SilenceText.Compose(prompt, isPrompting: true), Endings.TimedOut(TimeSpan.FromMinutes(5), prompt, 0).Remedy]);

        Assert.Contains("If port 56121 is published as 127.0.0.1:56121:56121, the last page loads by itself.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("expected", text, StringComparison.Ordinal);
        Assert.DoesNotContain("is the right one", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_international_host_name_is_printed_in_ascii() => Assert.Contains(
        "https://xn--mnchen-3ya.example/a",
        SignInText.Compose(Places.Prompt("desktop-linux") with { AuthorizationUri = new Uri("https://m\u00fcnchen.example/a") }));

    [Theory]
    [InlineData(null, false)]
    [InlineData(56121, false)]
    [InlineData(43827, true)]
    public void A_port_that_is_not_the_usual_one_is_said_in_words(int? preferred, bool isSaid) => Assert.Equal(
        isSaid,
        string.Join(' ', SignInText.Compose(Places.Prompt("ssh") with { PreferredPort = preferred }))
            .Contains("Port 43827, the usual one, is taken on this machine. This sign-in uses port 56121.", StringComparison.Ordinal));

    [Fact]
    public void Long_names_do_not_break_the_screen()
    {
        string user = new('u', 32);
        SignInPrompt prompt = Places.Prompt("ssh.sudo") with { ProviderName = new string('p', 60) };

        IReadOnlyList<string> lines = SignInText.Compose(prompt with { Environment = prompt.Environment with { UserName = user, InvokingUser = user[1..], HostName = new string('h', 60) } });

        Assert.All(lines.Where(line => !IsCommand(line) && !line.StartsWith(Url, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 79));
    }

    private static bool IsCommand(string line) => s_programs.Any(program => line.StartsWith(program + " ", StringComparison.Ordinal));
}
