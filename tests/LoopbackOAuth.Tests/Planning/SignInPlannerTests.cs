using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Planning;

public sealed class SignInPlannerTests
{
    private static readonly ProviderDefinition Provider = new() { Id = "example" };

    [Theory]
    [InlineData("desktop-linux", "loopback,paste", true, SignInHint.None)]
    [InlineData("desktop-macos", "loopback,paste", true, SignInHint.None)]
    [InlineData("desktop-windows", "loopback,paste", true, SignInHint.None)]
    [InlineData("wsl", "loopback,paste", true, SignInHint.None)]
    [InlineData("ssh", "loopback,paste", false, SignInHint.SshForward)]
    [InlineData("ssh-x11", "loopback,paste", false, SignInHint.SshForward)]
    [InlineData("codespaces", "paste,loopback", false, SignInHint.WorkspaceForward)]
    [InlineData("gitpod", "loopback,paste", false, SignInHint.WorkspaceForward)]
    [InlineData("cloud-shell-gcp", "paste,loopback", false, SignInHint.PasteOnly)]
    [InlineData("cloud-shell-azure", "paste,loopback", false, SignInHint.PasteOnly)]
    [InlineData("cloud-shell-aws", "paste,loopback", false, SignInHint.PasteOnly)]
    [InlineData("replit", "paste,loopback", false, SignInHint.PasteOnly)]
    [InlineData("stackblitz", "paste,loopback", false, SignInHint.PasteOnly)]
    [InlineData("container", "paste,loopback", false, SignInHint.ContainerForward)]
    [InlineData("kubernetes", "loopback,paste", false, SignInHint.ContainerForward)]
    [InlineData("windows-service", "paste,loopback", false, SignInHint.Unknown)]
    [InlineData("headless", "loopback,paste", false, SignInHint.Unknown)]
    [InlineData("ci", "loopback,paste", false, SignInHint.Unknown)]
    public void On_a_terminal_each_environment_has_its_plan(string id, string channels, bool openBrowser, SignInHint hint)
    {
        SignInPlan plan = Plan(id, new SignInPlanOptions { CanReadPaste = true });

        Assert.Equal(channels, World.Names(plan.Channels));
        Assert.Equal(openBrowser, plan.OpenBrowser);
        Assert.Equal(hint, plan.Hint);
        Assert.Null(plan.Obstacle);
        Assert.Null(plan.Remedy);
        Assert.True(plan.Listens);
        Assert.True(plan.Pastes);
    }

    [Fact]
    [Trait("Invariant", "12")]
    public void Nothing_reads_stdin_when_the_presenter_cannot_so_only_the_listener_is_left()
    {
        foreach (string id in EnvironmentExamples.Ids.Where(id => id != EnvironmentIds.Ci))
        {
            SignInPlan plan = Plan(id, new SignInPlanOptions());

            Assert.Equal([SignInChannel.Loopback], plan.Channels);
            Assert.False(plan.Pastes, id);
        }
    }

    [Fact]
    public void A_host_application_reads_a_paste_where_standard_input_is_no_terminal()
    {
        HostEnvironment piped = World.Evaluate(World.SshConnection, terminal: false);

        SignInPlan plan = SignInPlanner.Plan(Provider, piped, new SignInPlanOptions { CanReadPaste = true });

        Assert.Equal([SignInChannel.Loopback, SignInChannel.Paste], plan.Channels);
    }

    [Fact]
    public void No_browser_wins_over_a_desktop_and_over_BROWSER()
    {
        var options = new SignInPlanOptions { NoBrowser = true, CanReadPaste = true };

        SignInPlan desktop = Plan("desktop-linux", options);
        SignInPlan helper = SignInPlanner.Plan(Provider, World.Evaluate(World.SshConnection + "|BROWSER=/helpers/browser.sh"), options);

        Assert.False(desktop.OpenBrowser);
        Assert.Equal(SignInHint.None, desktop.Hint);
        Assert.Equal([SignInChannel.Loopback, SignInChannel.Paste], desktop.Channels);
        Assert.False(helper.OpenBrowser);
    }

    [Fact]
    public void BROWSER_wins_over_the_detected_environment()
    {
        SignInPlan helper = SignInPlanner.Plan(Provider, World.Evaluate(World.SshConnection + "|BROWSER=/helpers/browser.sh"), new SignInPlanOptions());
        SignInPlan console = SignInPlanner.Plan(Provider, World.Evaluate("DISPLAY=:0|BROWSER=w3m"), new SignInPlanOptions());

        Assert.True(helper.OpenBrowser);
        Assert.Equal(SignInHint.SshForward, helper.Hint);
        Assert.False(console.OpenBrowser);
    }

    [Fact]
    public void Manual_paste_neither_listens_nor_opens_a_browser_anywhere()
    {
        foreach (string id in EnvironmentExamples.Ids)
        {
            SignInPlan plan = Plan(id, new SignInPlanOptions { ManualPaste = true, CanReadPaste = true });

            Assert.Equal([SignInChannel.Paste], plan.Channels);
            Assert.False(plan.Listens, id);
            Assert.False(plan.OpenBrowser, id);
            Assert.Equal(SignInHint.PasteOnly, plan.Hint);
            Assert.Null(plan.Obstacle);
        }
    }

    [Fact]
    public void Manual_paste_without_a_terminal_is_an_obstacle_with_a_remedy()
    {
        foreach (string id in EnvironmentExamples.Ids)
        {
            SignInPlan plan = Plan(id, new SignInPlanOptions { ManualPaste = true });

            AssertBlocked(plan, "no terminal to paste into");
        }
    }

    [Fact]
    public void A_CI_job_that_decided_nothing_is_told_at_once()
    {
        SignInPlan plan = Plan("ci", new SignInPlanOptions());

        AssertBlocked(plan, "CI job: nobody is there");
        Assert.Contains("non-interactive credentials", plan.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CI_job_that_decided_goes_on()
    {
        SignInPlan noBrowser = Plan("ci", new SignInPlanOptions { NoBrowser = true });
        SignInPlan browser = SignInPlanner.Plan(Provider, World.Evaluate("CI=true|BROWSER=/usr/bin/scripted"), new SignInPlanOptions());

        Assert.Null(noBrowser.Obstacle);
        Assert.Equal([SignInChannel.Loopback], noBrowser.Channels);
        Assert.False(noBrowser.OpenBrowser);
        Assert.Null(browser.Obstacle);
        Assert.True(browser.OpenBrowser);
    }

    [Fact]
    public void A_console_BROWSER_decides_nothing_for_a_CI_job() =>
        AssertBlocked(SignInPlanner.Plan(Provider, World.Evaluate("CI=true|BROWSER=lynx"), new SignInPlanOptions()), "CI job");

    [Fact]
    public void A_person_who_logged_in_to_a_CI_runner_gets_the_words_for_SSH()
    {
        HostEnvironment environment = World.Evaluate("CI=true|SSH_TTY=/dev/pts/0|" + World.SshConnection);

        SignInPlan plan = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { CanReadPaste = true });

        Assert.Equal("ssh", environment.Id);
        Assert.Equal(SignInHint.SshForward, plan.Hint);
    }

    [Fact]
    public void A_job_on_a_CI_agent_that_was_started_over_SSH_has_nobody_to_sign_in()
    {
        HostEnvironment environment = World.Evaluate("CI=true|" + World.SshConnection);

        Assert.NotNull(SignInPlanner.Plan(Provider, environment, new SignInPlanOptions()).Obstacle);
        Assert.Null(SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { NoBrowser = true }).Obstacle);
    }

    [Theory]
    [InlineData(LoopbackReachability.Direct, SignInHint.None)]
    [InlineData(LoopbackReachability.ForwardNeeded, SignInHint.SshForward)]
    [InlineData(LoopbackReachability.Unreachable, SignInHint.PasteOnly)]
    [InlineData(LoopbackReachability.Unknown, SignInHint.Unknown)]
    public void An_environment_of_the_callers_own_probe_gets_words_by_its_reachability(LoopbackReachability loopback, SignInHint hint)
    {
        var environment = new HostEnvironment { Id = "submarine", CanOpenBrowser = false, Loopback = loopback, Channels = [], Rule = "Under water." };

        SignInPlan plan = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions());

        Assert.Equal(hint, plan.Hint);
        Assert.Equal([SignInChannel.Loopback], plan.Channels);
    }

    [Theory]
    [InlineData(SignInFlow.PastedCode)]
    [InlineData(SignInFlow.DeviceCode)]
    [InlineData(SignInFlow.UserCode)]
    public void A_provider_with_another_flow_is_misuse(SignInFlow flow)
    {
        HostEnvironment environment = World.Evaluate("DISPLAY=:0");

        ArgumentException exception = Assert.Throws<ArgumentException>(() => SignInPlanner.Plan(Provider with { Flow = flow }, environment, new SignInPlanOptions()));
        Assert.Contains("'example'", exception.Message, StringComparison.Ordinal);
    }

    private static SignInPlan Plan(string id, SignInPlanOptions options) =>
        SignInPlanner.Plan(Provider, EnvironmentProbe.Evaluate(EnvironmentExamples.Of(id)), options);

    private static void AssertBlocked(SignInPlan plan, string why)
    {
        Assert.Empty(plan.Channels);
        Assert.False(plan.OpenBrowser);
        Assert.Equal(SignInHint.None, plan.Hint);
        Assert.Contains(why, plan.Obstacle, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(plan.Remedy));
    }
}
