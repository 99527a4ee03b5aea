using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>Prompts as a sign-in makes them in the environments of the field.</summary>
internal static class Prompts
{
    public static readonly SshConnection Ssh = new("10.0.0.5", 52314, "10.0.0.9", 22);

    public static HostEnvironment Environment(string id, LoopbackReachability loopback) => new()
    {
        Id = id,
        CanOpenBrowser = loopback is LoopbackReachability.Direct,
        Loopback = loopback,
        Channels = [SignInChannel.Loopback, SignInChannel.Paste],
        Rule = "A rule of the test.",
        UserName = "alice",
        HostName = "build7.example.net",
        InputIsTerminal = true,
        ErrorIsTerminal = true,
    };

    public static HostEnvironment SshEnvironment() => Environment("ssh", LoopbackReachability.ForwardNeeded) with
    {
        Ssh = Ssh,
        Signals = ["SSH_CONNECTION", "SSH_TTY"],
    };

    public static SignInPrompt Prompt(
        HostEnvironment environment,
        SignInHint hint,
        SignInChannel[]? channels = null,
        string redirect = "http://127.0.0.1:56121/callback",
        DateTimeOffset deadline = default) => Prompt(
            environment,
            new SignInPlan
            {
                Channels = channels ?? [SignInChannel.Loopback, SignInChannel.Paste],
                OpenBrowser = hint is SignInHint.None,
                Hint = hint,
            },
            redirect,
            deadline);

    public static SignInPrompt Prompt(HostEnvironment environment, SignInPlan plan, string redirect, DateTimeOffset deadline) => new()
    {
        ProviderName = "Example",
        AuthorizationUri = new Uri("https://login.example.com/authorize?response_type=code&client_id=app&redirect_uri="
            + Uri.EscapeDataString(redirect) + "&state=STATE&code_challenge=CHALLENGE&code_challenge_method=S256"),
        RedirectUri = new Uri(redirect),
        Plan = plan,
        Environment = environment,
        Deadline = deadline,
        Guide = new Uri("https://example.org/loopback-oauth/remote-hosts"),
        ProviderDocumentation = new Uri("https://docs.example.com/sign-in"),
    };
}
