using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class SignInTextTests
{
    private static readonly SignInChannel[] s_listen = [SignInChannel.Loopback];
    private static readonly SignInChannel[] s_paste = [SignInChannel.Paste];

    private static readonly Dictionary<string, SignInPrompt> s_prompts = new(StringComparer.Ordinal)
    {
        ["desktop"] = Prompts.Prompt(Direct("desktop-linux"), SignInHint.None, s_listen),
        ["desktop-with-paste"] = Prompts.Prompt(Direct("desktop-linux"), SignInHint.None),
        ["ssh"] = Prompts.Prompt(Prompts.SshEnvironment(), SignInHint.SshForward),
        ["ssh-unknown-host"] = Prompts.Prompt(Prompts.SshEnvironment() with { Ssh = null, UserName = null, HostName = null }, SignInHint.SshForward),
        ["ssh-other-port"] = Prompts.Prompt(Prompts.SshEnvironment() with { Ssh = Prompts.Ssh with { ServerPort = 2222 } }, SignInHint.SshForward),
        ["ssh-tmux"] = Prompts.Prompt(Prompts.SshEnvironment() with { Signals = ["SSH_CONNECTION", "TMUX"] }, SignInHint.SshForward),
        ["ssh-screen"] = Prompts.Prompt(Prompts.SshEnvironment() with { Signals = ["SSH_CONNECTION", "STY"] }, SignInHint.SshForward),
        ["ssh-without-prompt"] = Prompts.Prompt(Prompts.SshEnvironment(), SignInHint.SshForward, s_listen),
        ["ssh-ipv6"] = Prompts.Prompt(Prompts.SshEnvironment(), SignInHint.SshForward, redirect: "http://[::1]:56121/callback"),
        ["codespaces"] = Prompts.Prompt(Forward("codespaces"), SignInHint.WorkspaceForward),
        ["gitpod"] = Prompts.Prompt(Forward("gitpod"), SignInHint.WorkspaceForward),
        ["cloud-shell"] = Prompts.Prompt(Far("cloud-shell-gcp"), SignInHint.PasteOnly, s_paste),
        ["cloud-shell-listening"] = Prompts.Prompt(Far("cloud-shell-gcp"), SignInHint.PasteOnly),
        ["cloud-shell-without-prompt"] = Prompts.Prompt(Far("cloud-shell-gcp"), SignInHint.PasteOnly, s_listen),
        ["container"] = Prompts.Prompt(Forward("container"), SignInHint.ContainerForward),
        ["kubernetes"] = Prompts.Prompt(Forward("kubernetes") with { HostName = "web-7d4f" }, SignInHint.ContainerForward),
        ["wsl"] = Prompts.Prompt(Direct("wsl"), SignInHint.None),
        ["headless"] = Prompts.Prompt(Prompts.Environment("headless", LoopbackReachability.Unknown), SignInHint.Unknown),
        ["manual-paste"] = Prompts.Prompt(Direct("desktop-linux"), SignInHint.None, s_paste),
    };

    public static TheoryData<string> Names => [.. s_prompts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_whole_text_is(string name) =>
        SnapshotFile.Matches(string.Join('\n', SignInText.Compose(s_prompts[name])) + "\n", $"SignInText.{name}");

    [Theory]
    [MemberData(nameof(Names))]
    public void It_fits_one_screen_with_the_url_first_alone_and_whole(string name)
    {
        SignInPrompt prompt = s_prompts[name];

        IReadOnlyList<string> lines = SignInText.Compose(prompt);

        Assert.Equal(prompt.AuthorizationUri.AbsoluteUri, lines[1]);
        int rows = lines.Where((_, i) => i != 1).Sum(line => Math.Max(1, (line.Length + 79) / 80));
        Assert.InRange(rows, 1, 22);
        Assert.All(lines.Where((_, i) => i != 1), line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whoever_offers_a_paste_says_that_it_belongs_only_here(string name)
    {
        SignInPrompt prompt = s_prompts[name];

        string text = string.Join('\n', SignInText.Compose(prompt));

        Assert.Equal(prompt.Plan.Pastes, text.Contains("only here, never into a web page or a chat", StringComparison.Ordinal));
        Assert.Equal(prompt.Plan.Listens, text.Contains($"Waiting for callback on {prompt.RedirectUri}", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_printed_raw()
    {
        SignInPrompt prompt = s_prompts["ssh"] with
        {
            ProviderName = "Evil\u001b[2J\nOpen https://evil.example instead\u202e",
            AuthorizationUri = new Uri("https://login.example.com/authorize?x=\u001b[2J\u202e\u009b\u200b&y=\u00fc"),
            ProviderDocumentation = new Uri("https://docs.example.com/\u001b]0;x\a"),
            Environment = Prompts.SshEnvironment() with { Ssh = null, UserName = "a\u001b[2Jb", HostName = "h\u0007" },
        };

        IReadOnlyList<string> lines = SignInText.Compose(prompt);

        Assert.All(lines, line => Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), line));
        Assert.StartsWith("https://login.example.com/authorize?x=%1B", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_international_host_name_is_printed_in_ascii() =>
        Assert.Equal(
            "https://xn--mnchen-3ya.example/a",
            SignInText.Compose(s_prompts["desktop"] with { AuthorizationUri = new Uri("https://m\u00fcnchen.example/a") })[1]);

    private static HostEnvironment Direct(string id) => Prompts.Environment(id, LoopbackReachability.Direct);

    private static HostEnvironment Forward(string id) => Prompts.Environment(id, LoopbackReachability.ForwardNeeded);

    private static HostEnvironment Far(string id) => Prompts.Environment(id, LoopbackReachability.Unreachable);
}
