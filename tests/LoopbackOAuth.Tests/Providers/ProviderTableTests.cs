using System.Text;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderTableTests
{
    private const string Start = "<!-- table -->\n";
    private const string End = "<!-- /table -->";

    [Fact]
    public void The_table_of_the_guide_is_the_registry()
    {
        string page = ProviderGuide.Read();
        string written = ProviderGuide.Between(page, Start, End);
        string expected = Render(Registry.Known.Providers);

        if (written != expected && Environment.GetEnvironmentVariable("LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(ProviderGuide.File, page.Replace(Start + written + End, Start + expected + End, StringComparison.Ordinal));
            return;
        }

        Assert.Equal(expected, written);
    }

    private static string Render(IEnumerable<ProviderDefinition> providers)
    {
        var table = new StringBuilder("| Provider | Also called | Signs in by | Redirect URI | Port | Authorization server |\n|---|---|---|---|---|---|\n");
        foreach (ProviderDefinition provider in providers)
        {
            bool loopback = provider.Flow == SignInFlow.Loopback;
            table.Append($"| `{provider.Id}` ({provider.DisplayName}) | {(provider.Aliases.Count == 0 ? "none" : Codes(provider.Aliases))} | {Flow(provider.Flow)} ")
                .Append(loopback ? $"| {RedirectUri(provider.Redirect)} | {Port(provider.Redirect)} " : "| none needed | none needed ")
                .Append($"| {Server(provider.Server)} |\n");
        }

        return table.ToString();
    }

    private static string Flow(SignInFlow flow) => flow switch
    {
        SignInFlow.Loopback => "loopback redirect",
        SignInFlow.PastedCode => "pasted code",
        SignInFlow.DeviceCode => "device code",
        _ => "user code",
    };

    private static string RedirectUri(RedirectRule rule)
    {
        string port = rule.Port.Ports.Count == 0 ? "<port>" : string.Join('|', rule.Port.Ports);
        string others = string.Join(", ", rule.AcceptedHosts.Where(host => host != rule.Host).Select(host => $"`{Host(host)}`"));
        return $"`http://{Host(rule.Host)}:{port}{rule.Path}`" + (others.Length == 0 ? "" : $", or {others}");
    }

    private static string Port(RedirectRule rule) => rule.Port + (rule.PortKeptWithRegistration ? ", kept with the registration" : "");

    private static string Server(AuthorizationServer server) =>
        server.Issuer is { } issuer ? $"issuer `{issuer}`"
        : server.IsEmpty ? "the one you name"
        : $"`{new Uri(server.AuthorizationEndpoint ?? server.TokenEndpoint!).Host}`";

    private static string Host(LoopbackHost host) => host switch
    {
        LoopbackHost.IPv4 => "127.0.0.1",
        LoopbackHost.IPv6 => "[::1]",
        _ => "localhost",
    };

    private static string Codes(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
