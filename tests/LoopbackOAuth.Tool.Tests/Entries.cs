using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Tests;

/// <summary>Entries of a store for tests.</summary>
internal static class Entries
{
    public const string Canary = "CANARY-71c2";

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static TokenKey Key(string account = "default", string provider = "example", string issuer = "https://issuer.example") =>
        new() { Provider = provider, Issuer = issuer, ClientId = "client", Account = account };

    public static TokenEntry Entry(TimeSpan? left, bool refresh = true, GrantRefusal? refusal = null, string account = "default") => new(
        Key(account),
        new TokenSet
        {
            AccessToken = new Secret(Canary),
            RefreshToken = refresh ? new Secret(Canary) : null,
            ObtainedAt = Now.AddDays(-30),
            ExpiresAt = Now + left,
            Refusal = refusal,
        });
}
