using System.Text.Json;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>One line of the authorization server's log: a request it answered, or an access token it gave out.</summary>
internal sealed record ServerRecord(string? Method, string? Path, int? Status, string? Event, string? Client, string? Scope, string? Audience)
{
    public bool IsTokenRequest => Method == "POST" && Path == "/token";

    public bool IsRevocation => Method == "POST" && Path == "/token/revocation";

    public bool IsGrantRevoked => Event == "grant.revoked";

    public bool IsAccessToken => Event == "access_token.saved";

    public static ServerRecord Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new(
            TextOf(root, "method"),
            TextOf(root, "path"),
            root.TryGetProperty("status", out var status) ? status.GetInt32() : null,
            TextOf(root, "event"),
            TextOf(root, "client"),
            TextOf(root, "scope"),
            TextOf(root, "audience"));
    }

    private static string? TextOf(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
