using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class InvokingUserTests
{
    [Theory]
    [InlineData("SUDO_USER=ada|USER=root|root", "ada", "root")]
    [InlineData("SUDO_USER=ada|USER=bob", "ada", "bob")]
    [InlineData("SUDO_USER=ada|USER=ada", null, "ada")]
    [InlineData("SUDO_USER=root|USER=root|root", null, "root")]
    [InlineData("DOAS_USER=ada|USER=root|root", "ada", "root")]
    [InlineData("USER=ada|root|ancestors:bash,su,bash,sshd", "ada", "root")]
    [InlineData("USER=ada|root", "ada", "root")]
    [InlineData("LOGNAME=ada|USER=root|root", "ada", "root")]
    [InlineData("PKEXEC_UID=0|USER=root|root", null, "root")]
    [InlineData("USER=ada", null, "ada")]
    public void Who_calls_and_who_runs_are_two(string signs, string? invoking, string user)
    {
        HostEnvironment environment = World.Evaluate(signs);

        Assert.Equal((invoking, user), (environment.InvokingUser, environment.UserName));
        Assert.Equal(invoking is not null, environment.Rule.Contains("sudo or su", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("USER=root|root|ancestors:bash,su,bash,sshd")]
    [InlineData("USER=bob|ancestors:bash,su,bash")]
    [InlineData("PKEXEC_UID=1000|USER=root|root")]
    public void Behind_su_with_a_dash_or_pkexec_there_is_somebody_without_a_name(string signs)
    {
        HostEnvironment environment = World.Evaluate(signs);

        Assert.Null(environment.InvokingUser);
        Assert.Contains("sudo or su", environment.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUDO_USER=ada|USER=root|root")]
    [InlineData("DOAS_USER=ada|USER=root|root")]
    [InlineData("PKEXEC_UID=1000|USER=root|root")]
    [InlineData("USER=ada|root")]
    [InlineData("LOGNAME=ada|USER=root|root")]
    public void The_probe_opens_no_browser_where_the_launcher_refuses_to(string signs)
    {
        EnvironmentSnapshot snapshot = World.Linux("DISPLAY=:0|" + signs);
        BrowserFacts facts = new() { Platform = HostPlatform.Linux, Variables = snapshot.Variables, IsRoot = true };

        Assert.Empty(BrowserCommand.Candidates(facts, "https://login.example.com/"));
        Assert.False(EnvironmentProbe.Evaluate(snapshot).CanOpenBrowser);
    }

    [Theory]
    [InlineData("SUDO_USER=-oProxyCommand=id|USER=root|root")]
    [InlineData("SUDO_USER=a\u001b[2J|USER=root|root")]
    [InlineData("USER=a;id|root|ancestors:su")]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_raw_so_a_caller_without_a_safe_name_has_none(string signs)
    {
        HostEnvironment environment = World.Evaluate(signs + "|DISPLAY=:0");

        Assert.Null(environment.InvokingUser);
        Assert.False(environment.CanOpenBrowser);
        Assert.Contains("sudo or su", environment.Rule, StringComparison.Ordinal);
    }
}
