using LoopbackOAuth.Interaction;
using LoopbackOAuth.Tests.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests;

public sealed class EndingsTests
{
    [Theory]
    [InlineData("ssh", "run the ssh command that it prints then (the port may be another) on your own computer")]
    [InlineData("kubernetes", "run the kubectl command that it prints then (the port may be another) on your own computer")]
    [InlineData("codespaces", "run the printed gh command on your own computer")]
    [InlineData("ssm", "run the printed aws command on your own computer")]
    [InlineData("vscode-remote-ssh", "open the Ports view: the printed port must be there")]
    [InlineData("cloud-shell-aws", "paste it at the prompt")]
    [InlineData("container", "paste it at the prompt")]
    [InlineData("desktop-linux", "finish the page in the browser")]
    [InlineData("headless", "in a browser on this machine")]
    public void After_a_timeout_the_remedy_is_that_of_the_place(string place, string remedy) =>
        Assert.Contains(remedy, Endings.TimedOut(TimeSpan.FromMinutes(5), Places.Prompt(place), refused: 0).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("ssh", "(ssh -t)")]
    [InlineData("container", "(docker run -it, docker exec -it)")]
    [InlineData("kubernetes", "(kubectl exec -it)")]
    public void Without_a_prompt_the_remedy_says_how_to_get_one(string place, string remedy)
    {
        AuthorizationOutcome outcome = Endings.TimedOut(TimeSpan.FromMinutes(5), Places.Prompt(place, canReadPaste: false), refused: 0);

        Assert.Contains(remedy, outcome.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("pasted", outcome.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "the browser did not come back to http://127.0.0.1:56121/callback on this machine")]
    [InlineData(1, "1 request arrived that did not belong to this sign-in")]
    [InlineData(3, "3 requests arrived that did not belong to this sign-in")]
    public void The_cause_says_what_was_seen(int refused, string cause)
    {
        AuthorizationOutcome outcome = Endings.TimedOut(TimeSpan.FromMinutes(5), Places.Prompt("ssh"), refused);

        Assert.Contains(cause, outcome.Cause, StringComparison.Ordinal);
        Assert.Equal(refused > 0, outcome.Remedy.StartsWith("Close the tabs of earlier attempts. ", StringComparison.Ordinal));
    }

    [Fact]
    public void When_time_was_up_before_anything_was_shown_no_tab_and_no_tunnel_is_blamed()
    {
        AuthorizationOutcome outcome = Endings.TimedOut(TimeSpan.FromSeconds(20), prompt: null, refused: 0);

        Assert.Contains("could not begin within 20 seconds", outcome.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("ssh", outcome.Remedy, StringComparison.Ordinal);
    }
}
