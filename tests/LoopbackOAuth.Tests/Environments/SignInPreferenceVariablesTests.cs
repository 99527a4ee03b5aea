using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class SignInPreferenceVariablesTests
{
    [Theory]
    [InlineData("", SignInPreference.None)]
    [InlineData("LOOPBACK_OAUTH_MODE=", SignInPreference.None)]
    [InlineData("LOOPBACK_OAUTH_MODE=auto", SignInPreference.None)]
    [InlineData("LOOPBACK_OAUTH_MODE= Auto ", SignInPreference.None)]
    [InlineData("LOOPBACK_OAUTH_MODE=browser", SignInPreference.Browser)]
    [InlineData("LOOPBACK_OAUTH_MODE=BROWSER", SignInPreference.Browser)]
    [InlineData("LOOPBACK_OAUTH_MODE=No-Browser", SignInPreference.NoBrowser)]
    [InlineData("LOOPBACK_OAUTH_MODE=paste", SignInPreference.ManualPaste)]
    [InlineData("LOOPBACK_OAUTH_MODE=0", SignInPreference.Invalid)]
    [InlineData("LOOPBACK_OAUTH_MODE=pasted", SignInPreference.Invalid)]
    [InlineData("LOOPBACK_OAUTH_MODE=\u001b[2J", SignInPreference.Invalid)]
    [InlineData("NO_BROWSER=1", SignInPreference.NoBrowser)]
    [InlineData("NO_BROWSER=0", SignInPreference.None)]
    [InlineData("NO_BROWSER=false", SignInPreference.None)]
    [InlineData("NO_BROWSER=1|LOOPBACK_OAUTH_MODE=auto", SignInPreference.NoBrowser)]
    [InlineData("NO_BROWSER=1|LOOPBACK_OAUTH_MODE=browser", SignInPreference.Browser)]
    [InlineData("NO_BROWSER=1|LOOPBACK_OAUTH_MODE=paste", SignInPreference.ManualPaste)]
    [InlineData("NO_BROWSER=1|LOOPBACK_OAUTH_MODE=what", SignInPreference.Invalid)]
    public void The_mode_outweighs_the_flag(string variables, SignInPreference preference) =>
        Assert.Equal(preference, World.Evaluate(variables).Preference);

    [Theory]
    [InlineData("DISPLAY=:0|NO_BROWSER=1", false, "loopback,paste", "NO_BROWSER is set")]
    [InlineData("DISPLAY=:0|BROWSER=firefox|NO_BROWSER=1", false, "loopback,paste", "NO_BROWSER is set")]
    [InlineData("DISPLAY=:0|LOOPBACK_OAUTH_MODE=no-browser", false, "loopback,paste", "LOOPBACK_OAUTH_MODE asks for no browser")]
    [InlineData("DISPLAY=:0|LOOPBACK_OAUTH_MODE=paste", false, "paste", "LOOPBACK_OAUTH_MODE asks for a paste")]
    [InlineData("DISPLAY=:0|LOOPBACK_OAUTH_MODE=paste|no-terminal", false, "", "LOOPBACK_OAUTH_MODE asks for a paste")]
    [InlineData("SSH_TTY=/dev/pts/0|BROWSER=lynx|LOOPBACK_OAUTH_MODE=browser", true, "loopback,paste,device", "LOOPBACK_OAUTH_MODE asks for a browser")]
    [InlineData("DISPLAY=:0|LOOPBACK_OAUTH_MODE=sideways", true, "loopback,paste", "a sign-in stops")]
    [InlineData("SUDO_USER=ada|USER=root|root|DISPLAY=:0|LOOPBACK_OAUTH_MODE=browser", true, "loopback,paste", "LOOPBACK_OAUTH_MODE asks for a browser")]
    public void What_is_asked_for_outweighs_BROWSER_and_that_what_is_detected(string signs, bool opens, string channels, string word)
    {
        HostEnvironment environment = World.Evaluate(signs);

        Assert.Equal((opens, channels), (environment.CanOpenBrowser, World.Names(environment.Channels)));
        Assert.Contains(word, environment.Rule, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Nothing_from_the_outside_is_reflected_so_a_senseless_mode_is_not_repeated()
    {
        HostEnvironment environment = World.Evaluate("LOOPBACK_OAUTH_MODE=hunter2\u001b]0;x\u0007");

        Assert.DoesNotContain("hunter2", environment.Rule, StringComparison.Ordinal);
        Assert.Equal(["LOOPBACK_OAUTH_MODE"], environment.Signals);
    }
}
