using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Keys and tokens for the store tests.</summary>
internal static class Entries
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static TokenKey Key(string provider = "example", string account = TokenKey.DefaultAccount) => new()
    {
        Provider = provider,
        Issuer = "https://issuer.example",
        ClientId = "client-1",
        Account = account,
    };

    internal static TokenSet Tokens(string accessToken = "access-1") => new()
    {
        AccessToken = new Secret(accessToken),
        RefreshToken = new Secret("refresh-1"),
        IdToken = new Secret("id-1"),
        Scopes = ["openid", "offline_access"],
        ObtainedAt = Noon,
        ExpiresAt = Noon.AddHours(1),
    };

    /// <summary>Tokens that say which write they came from, long enough that a torn write shows.</summary>
    internal static TokenSet Numbered(int number) => Tokens($"{number}:{string.Concat(Enumerable.Repeat($"{number};", 4000))}");

    /// <summary>The number of the write, having made sure that nothing of it is missing.</summary>
    internal static int NumberOf(TokenSet? tokens)
    {
        Assert.NotNull(tokens);
        var text = tokens.AccessToken.Reveal();
        var number = int.Parse(text.AsSpan(0, text.IndexOf(':', StringComparison.Ordinal)), provider: null);
        Assert.Equal(Numbered(number).AccessToken, tokens.AccessToken);
        return number;
    }
}
