using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class PortChoiceTests
{
    private static readonly ProviderRegistry Registry = new([]);

    [Theory]
    [InlineData("xai-oauth", 56121, true, "loopback-oauth login xai-oauth --no-browser")]
    [InlineData("GROK-oauth", 56121, true, "loopback-oauth login xai-oauth --no-browser")]
    [InlineData("spotify", 43827, false, "loopback-oauth login spotify --no-browser")]
    [InlineData("mcp-proxy", 53682, false, "loopback-oauth login mcp-proxy --no-browser")]
    public void The_providers_own_port_is_the_one(string provider, int port, bool mayMove, string login)
    {
        PortChoice choice = PortChoice.Of(Registry, provider, [], host: null);

        Assert.Equal([new TunnelPort(LoopbackHost.IPv4, port)], choice.Ports);
        Assert.Equal(mayMove, choice.MayMove);
        Assert.Equal(login, choice.LoginCommand);
    }

    [Theory]
    [InlineData("xai-oauth", "loopback-oauth login xai-oauth --no-browser --port 40123")]
    [InlineData("mcp", "loopback-oauth login mcp --no-browser --port 40123")]
    [InlineData("own-name", "loopback-oauth login PROVIDER --no-browser --port 40123")]
    [InlineData("x'; id; '", "loopback-oauth login PROVIDER --no-browser --port 40123")]
    [InlineData(null, "loopback-oauth login PROVIDER --no-browser --port 40123")]
    public void A_port_that_the_user_names_overrides_and_needs_no_known_provider(string? provider, string login)
    {
        PortChoice choice = PortChoice.Of(Registry, provider, [40123, 40123], host: null);

        Assert.Equal([new TunnelPort(LoopbackHost.IPv4, 40123)], choice.Ports);
        Assert.False(choice.MayMove);
        Assert.Equal(login, choice.LoginCommand);
    }

    [Fact]
    public void Several_ports_and_a_name_for_the_host_are_taken_as_they_are()
    {
        PortChoice choice = PortChoice.Of(Registry, provider: null, [40123, 40124], LoopbackHost.Localhost);

        Assert.Equal([new(LoopbackHost.Localhost, 40123), new(LoopbackHost.Localhost, 40124)], choice.Ports);
        Assert.EndsWith("--host localhost", choice.LoginCommand, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spotfy", "'spotify'")]
    [InlineData("no-such-thing-at-all", "loopback-oauth providers")]
    [InlineData("mcp", "Waiting for callback on")]
    [InlineData(null, "--port")]
    [InlineData("anthropic", "--port")]
    [InlineData("openai-codex", "--port")]
    [InlineData("minimax-oauth", "--port")]
    [InlineData("nous", "--port")]
    public void Where_there_is_no_port_the_user_hears_what_to_do(string? provider, string remedy) =>
        Assert.Contains(remedy, Assert.Throws<UsageException>(() => PortChoice.Of(Registry, provider, [], host: null)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_provider_without_a_callback_needs_no_tunnel_whatever_the_port() =>
        Assert.Contains("needs no tunnel", Assert.Throws<UsageException>(() => PortChoice.Of(Registry, "openai-codex", [1455], host: null)).Message, StringComparison.Ordinal);
}
