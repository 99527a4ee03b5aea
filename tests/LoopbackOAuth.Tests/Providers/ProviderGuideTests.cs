using System.Runtime.CompilerServices;
using System.Text.Json;
using LoopbackOAuth.Providers;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class ProviderGuideTests
{
    [Fact]
    public void The_configuration_of_the_guide_binds_to_a_provider_of_its_own_and_a_client_id()
    {
        using JsonDocument json = JsonDocument.Parse(ProviderGuide.CodeBlock("json"));
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(Flatten(json.RootElement, "")).Build().GetSection("LoopbackOAuth:Providers");

        ProviderDefinition[] providers =
        [
            .. section.GetChildren().Select(child =>
            {
                _ = Registry.Known.TryGet(child.Key, out ProviderDefinition? known);
                return child.Get<ProviderOptions>()!.ToDefinition(child.Key, known);
            }),
        ];
        var registry = new ProviderRegistry(providers);

        Assert.Equal("https://login.contoso.example", registry.Get("contoso").Server.Issuer);
        Assert.Equal(PortPolicy.AnyOf(8400, 8401), registry.Get("contoso").Redirect.Port);
        Assert.Equal("your-client-id", registry.Get("spotify").ClientId);
        Assert.Equal(PortPolicy.Exact(43827), registry.Get("spotify").Redirect.Port);
        Assert.Equal(2, providers.Length);
    }

    [Fact]
    public void The_code_of_the_guide_compiles_and_does_what_it_says()
    {
        // <own-provider>
        var contoso = new ProviderDefinition
        {
            Id = "contoso",
            DisplayName = "Contoso",
            Server = new AuthorizationServer { Issuer = "https://login.contoso.example" },
            Redirect = new RedirectRule { Port = PortPolicy.AnyOf(8400, 8401), Path = "/signin" },
            ClientId = "your-client-id",
            Scopes = ["openid", "offline_access"],
        };

        var registry = new ProviderRegistry([contoso]);
        // </own-provider>

        Assert.Same(contoso, registry.Get("Contoso"));
        Assert.Equal(Source("own-provider"), ProviderGuide.CodeBlock("csharp"));
    }

    private static string Source(string region, [CallerMemberName] string member = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(ProviderGuide.File)!, "..", "tests", "LoopbackOAuth.Tests", "Providers", $"{nameof(ProviderGuideTests)}.cs");
        string text = File.ReadAllText(file).ReplaceLineEndings("\n");
        string method = text[text.IndexOf(member, StringComparison.Ordinal)..];
        string body = ProviderGuide.Between(method, $"// <{region}>\n", $"        // </{region}>");
        return string.Join('\n', body.Split('\n').Select(line => line.Length >= 8 ? line[8..] : line.Trim()));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(JsonElement element, string path)
    {
        string Below(string name) => path.Length == 0 ? name : $"{path}:{name}";
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Flatten(property.Value, Below(property.Name))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Flatten(item, Below(index.ToString()))),
            _ => [new(path, element.ToString())],
        };
    }
}
