using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Tests.Output;

public sealed class LoginTextTests
{
    [Theory]
    [InlineData("default", "'loopback-oauth token local'")]
    [InlineData("work", "'loopback-oauth token local --account work'")]
    [InlineData("me+x@example.com", "'loopback-oauth token local --account me+x@example.com'")]
    [InlineData("a; reboot", "'loopback-oauth token local --account LABEL'")]
    [InlineData("-rf", "'loopback-oauth token local --account LABEL'")]
    [InlineData("$(x)", "'loopback-oauth token local --account LABEL'")]
    public void The_command_that_is_told_finds_the_account_that_signed_in(string account, string command) =>
        Assert.Contains($"{command} prints the access token.", LoginText.Success("local", account), StringComparison.Ordinal);
}
