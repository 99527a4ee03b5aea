using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

// Published with NativeAOT and run: what trimming would break, such as JSON by reflection, breaks here.
var home = Directory.CreateTempSubdirectory("loopback-oauth-aot-");
try
{
    var store = new FileTokenStore(Path.Combine(home.FullName, "tokens"));
    var key = new TokenKey { Provider = "example", Issuer = "https://issuer.example", ClientId = "client" };
    var tokens = new TokenSet
    {
        AccessToken = new Secret("access"),
        RefreshToken = new Secret("refresh"),
        Scopes = ["openid"],
        ObtainedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1),
    };

    await store.SetAsync(key, tokens);
    var read = await store.GetAsync(key);
    var listed = await store.ListAsync();
    if (read?.AccessToken.Reveal() != "access" || read.ExpiresAt != tokens.ExpiresAt || listed.Count != 1 || !await store.RemoveAsync(key))
    {
        Console.Error.WriteLine("What was stored did not come back.");
        return 1;
    }

    Console.WriteLine("ok");
    return 0;
}
finally
{
    home.Delete(recursive: true);
}
