using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tests.Providers;

/// <summary>Short ways to definitions and registries that the tests of this room share.</summary>
internal static class Registry
{
    public static ProviderRegistry Known { get; } = new([]);

    public static AuthorizationServer Server { get; } = new() { Issuer = "https://auth.example.com" };

    public static ProviderDefinition Own(string id, params string[] aliases) => new() { Id = id, Aliases = aliases, Server = Server };
}
