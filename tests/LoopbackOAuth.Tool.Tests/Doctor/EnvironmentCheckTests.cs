using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class EnvironmentCheckTests
{
    [Fact]
    public void An_ssh_host_is_told_with_its_evidence_and_what_a_login_does_there()
    {
        CheckResult result = Judge(EnvironmentPresets.Ssh, canPaste: true);

        Assert.Equal(CheckState.Ok, result.State);
        Assert.Contains("SSH_CONNECTION", result.Cause, StringComparison.Ordinal);
        Assert.Contains("prints the URL to open", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_login_stops_there_is_a_warning_with_the_way_out()
    {
        CheckResult result = Judge(EnvironmentPresets.Ci, canPaste: false);

        Assert.Equal(CheckState.Warn, result.State);
        Assert.NotNull(result.Remedy);
        Assert.NotNull(result.Code);
    }

    [Theory]
    [InlineData(true, true, nameof(CheckState.Ok))]
    [InlineData(true, false, nameof(CheckState.Warn))]
    [InlineData(false, false, nameof(CheckState.Ok))]
    public void A_prompt_that_nobody_would_see_is_a_warning(bool input, bool error, string state) =>
        Assert.Equal(state, StreamsCheck.Judge(new StreamFacts(input, Output: false, error)).State.ToString());

    private static CheckResult Judge(HostEnvironment environment, bool canPaste) =>
        EnvironmentCheck.Judge(environment, SignInPlanner.Plan(new ProviderDefinition { Id = "any" }, environment, new SignInPlanOptions { CanReadPaste = canPaste }));
}
