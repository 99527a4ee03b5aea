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
        foreach (string id in EnvironmentExamples.Ids.Where(id => id is not (EnvironmentIds.Ci or EnvironmentIds.Serverless)))
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

    [Theory]
    [InlineData("ssh", LoopbackReachability.ForwardNeeded, SignInHint.SshForward)]
    [InlineData("mosh", LoopbackReachability.ForwardNeeded, SignInHint.SshForward)]
    [InlineData("jetbrains-gateway", LoopbackReachability.ForwardNeeded, SignInHint.SshForward)]
    [InlineData("vscode-remote-ssh", LoopbackReachability.Direct, SignInHint.EditorForward)]
    [InlineData("vscode-remote-ssh", LoopbackReachability.Unknown, SignInHint.EditorForward)]
    [InlineData("dev-container", LoopbackReachability.Unknown, SignInHint.EditorForward)]
    [InlineData("vscode-tunnel", LoopbackReachability.Unknown, SignInHint.PasteOnly)]
    [InlineData("code-server", LoopbackReachability.Unreachable, SignInHint.WorkspaceForward)]
    [InlineData("cloud-workstations", LoopbackReachability.Unreachable, SignInHint.PasteOnly)]
    [InlineData("ssm", LoopbackReachability.ForwardNeeded, SignInHint.WorkspaceForward)]
    [InlineData("codesandbox", LoopbackReachability.Unreachable, SignInHint.PasteOnly)]
    [InlineData("jupyter", LoopbackReachability.Unreachable, SignInHint.PasteOnly)]
    [InlineData("colab", LoopbackReachability.Unreachable, SignInHint.PasteOnly)]
    [InlineData("wsl", LoopbackReachability.ForwardNeeded, SignInHint.SshForward)]
    [InlineData("wsl", LoopbackReachability.Unknown, SignInHint.None)]
    [InlineData("gitpod", LoopbackReachability.Direct, SignInHint.EditorForward)]
    [InlineData("gitpod", LoopbackReachability.ForwardNeeded, SignInHint.WorkspaceForward)]
    [InlineData("code-server", LoopbackReachability.Direct, SignInHint.EditorForward)]
    public void The_words_are_those_of_the_way_to_the_browser(string id, LoopbackReachability loopback, SignInHint hint) =>
        Assert.Equal(hint, SignInPlanner.Plan(Provider, Somewhere(id, loopback), new SignInPlanOptions { CanReadPaste = true }).Hint);

    [Theory]
    [InlineData(SignInPreference.None, false, true)]
    [InlineData(SignInPreference.None, true, true)]
    [InlineData(SignInPreference.Browser, false, true)]
    [InlineData(SignInPreference.NoBrowser, true, true)]
    [InlineData(SignInPreference.ManualPaste, true, false)]
    public void What_the_user_asked_for_by_a_variable_wins_over_BROWSER_and_what_was_detected(SignInPreference preference, bool canOpenBrowser, bool listens)
    {
        HostEnvironment environment = Somewhere("ssh", LoopbackReachability.ForwardNeeded) with { Preference = preference, CanOpenBrowser = canOpenBrowser };

        SignInPlan plan = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { CanReadPaste = true });

        Assert.Equal(preference is SignInPreference.Browser || (preference is SignInPreference.None && canOpenBrowser), plan.OpenBrowser);
        Assert.Equal(listens, plan.Listens);
        Assert.True(plan.Pastes);
    }

    [Theory]
    [InlineData(SignInPreference.Browser)]
    [InlineData(SignInPreference.NoBrowser)]
    [InlineData(SignInPreference.ManualPaste)]
    [InlineData(SignInPreference.Invalid)]
    public void An_option_wins_over_the_variable(SignInPreference preference)
    {
        HostEnvironment environment = Somewhere("desktop-linux", LoopbackReachability.Direct) with { Preference = preference, CanOpenBrowser = true };

        SignInPlan noBrowser = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { NoBrowser = true, CanReadPaste = true });
        SignInPlan paste = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { ManualPaste = true, CanReadPaste = true });

        Assert.False(noBrowser.OpenBrowser);
        Assert.True(noBrowser.Listens);
        Assert.False(paste.Listens);
    }

    [Fact]
    public void A_variable_that_means_nothing_stops_the_sign_in_and_its_legal_values_are_named()
    {
        SignInPlan plan = SignInPlanner.Plan(
            Provider,
            Somewhere("ssh", LoopbackReachability.ForwardNeeded) with { Preference = SignInPreference.Invalid },
            new SignInPlanOptions { CanReadPaste = true });

        AssertBlocked(plan, "LOOPBACK_OAUTH_MODE");
        Assert.Equal("invalid_mode", plan.ObstacleCode);
        Assert.All((string[])["LOOPBACK_OAUTH_MODE", "auto", "browser", "no-browser", "paste"], word => Assert.Contains(word, plan.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SignInPreference.Browser)]
    [InlineData(SignInPreference.NoBrowser)]
    public void A_variable_decides_for_a_CI_job(SignInPreference preference) => Assert.Null(SignInPlanner.Plan(
        Provider,
        Somewhere("ci", LoopbackReachability.Unreachable) with { Preference = preference },
        new SignInPlanOptions()).Obstacle);

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
        Assert.Equal("no_one_to_sign_in", plan.ObstacleCode);
        Assert.Contains("non-interactive credentials", plan.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CI_job_that_decided_goes_on()
    {
        SignInPlan noBrowser = Plan("ci", new SignInPlanOptions { NoBrowser = true });

        Assert.Null(noBrowser.Obstacle);
        Assert.Equal([SignInChannel.Loopback], noBrowser.Channels);
        Assert.False(noBrowser.OpenBrowser);
    }

    [Theory]
    [InlineData("lynx")]
    [InlineData("chrome")]
    [InlineData("/usr/bin/scripted")]
    public void BROWSER_decides_nothing_for_a_CI_job_where_it_is_part_of_a_test_matrix(string browser) =>
        AssertBlocked(SignInPlanner.Plan(Provider, World.Evaluate("CI=true|no-terminal|BROWSER=" + browser), new SignInPlanOptions()), "CI job");

    [Theory]
    [InlineData("AWS_LAMBDA_FUNCTION_NAME=f")]
    [InlineData("K_SERVICE=web|BROWSER=firefox")]
    [InlineData("CLOUD_RUN_JOB=nightly|/.dockerenv")]
    [InlineData("WEBSITE_INSTANCE_ID=1a2b")]
    public void A_function_in_the_cloud_has_nobody_to_sign_in_unless_somebody_decided_so(string signs)
    {
        HostEnvironment environment = World.Evaluate(signs, terminal: false);

        SignInPlan plan = SignInPlanner.Plan(Provider, environment, new SignInPlanOptions());

        AssertBlocked(plan, "nobody is there");
        Assert.DoesNotContain("CI", plan.Obstacle, StringComparison.Ordinal);
        Assert.Equal("no_one_to_sign_in", plan.ObstacleCode);
        Assert.Null(SignInPlanner.Plan(Provider, environment, new SignInPlanOptions { NoBrowser = true }).Obstacle);
    }

    [Fact]
    public void Where_Windows_may_not_reach_the_listener_and_nothing_can_be_pasted_there_are_words_about_it()
    {
        HostEnvironment bridged = World.Evaluate("WSL_DISTRO_NAME=Ubuntu|wslinfo:bridged");

        Assert.Equal(SignInHint.None, SignInPlanner.Plan(Provider, bridged, new SignInPlanOptions { CanReadPaste = true }).Hint);
        Assert.Equal(SignInHint.Unknown, SignInPlanner.Plan(Provider, bridged, new SignInPlanOptions()).Hint);
    }

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

    private static HostEnvironment Somewhere(string id, LoopbackReachability loopback) =>
        new() { Id = id, CanOpenBrowser = false, Loopback = loopback, Channels = [SignInChannel.Loopback, SignInChannel.Paste], Rule = "A rule of the test." };

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
