using LoopbackOAuth;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Published with NativeAOT and run: a whole sign-in, from configuration to a file. What trimming would break, such as
// binding or JSON by reflection, breaks here.
var home = Directory.CreateTempSubdirectory("loopback-oauth-aot-");
try
{
    await using var server = new TestAuthorizationServer();
    await using var browser = new ScriptedBrowser(server.CreateHandler());
    var configuration = new ConfigurationBuilder()
        .AddInMemoryCollection([new("Timeout", "00:00:30"), new("Providers:example:Issuer", server.Issuer), new("Providers:example:ClientId", "app"), new("Providers:example:Scopes:0", "openid")])
        .Build();
    await using var services = new ServiceCollection()
        .AddSingleton<ITokenStore>(new FileTokenStore(Path.Combine(home.FullName, "tokens")))
        .AddSingleton<IBrowserLauncher>(browser)
        .AddSingleton<IEnvironmentProbe>(new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop))
        .AddKeyedSingleton(LoopbackOAuthOptions.SectionName, server.CreateHandler())
        .AddLoopbackOAuth(configuration)
        .BuildServiceProvider();

    var outcome = await services.GetRequiredService<ILoopbackAuthorizer>().AuthorizeAsync(new AuthorizationRequest("example"));
    var entries = await services.GetRequiredService<ITokenStore>().ListAsync();
    if (outcome is not AuthorizationOutcome.Succeeded success || entries.Count != 1 || !entries[0].Tokens.AccessToken.Equals(success.Tokens.AccessToken))
    {
        Console.Error.WriteLine($"The sign-in did not get through: {outcome} {outcome.ServerError}");
        return 1;
    }

    Console.WriteLine("ok");
    return 0;
}
finally
{
    home.Delete(recursive: true);
}
