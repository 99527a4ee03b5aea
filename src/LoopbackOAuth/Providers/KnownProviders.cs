namespace LoopbackOAuth.Providers;

/// <summary>The providers this library knows by name. None of them brings a client id: it is the caller's own.</summary>
public static class KnownProviders
{
    /// <summary>
    /// <c>xai-oauth</c>: xAI. It takes <c>127.0.0.1</c> but not <c>localhost</c>, prefers port 56121, and refuses a
    /// loopback redirect without <c>plan=generic</c>. <c>referrer</c> is attribution and may be replaced. Its consent page may
    /// fetch the redirect URI by a script instead of redirecting to it.
    /// </summary>
    public static ProviderDefinition XaiOAuth => field ??= new()
    {
        Id = "xai-oauth",
        DisplayName = "xAI",
        Aliases = ["grok-oauth", "x-ai-oauth", "xai-grok-oauth"],
        Server = new() { Issuer = "https://auth.x.ai", AllowedHosts = ["x.ai", "*.x.ai"] },
        Redirect = new() { AcceptedHosts = [LoopbackHost.IPv4], Port = PortPolicy.Preferred(56121) },
        Scopes = ["openid", "profile", "email", "offline_access", "grok-cli:access", "api:access"],
        AuthorizationParameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["plan"] = "generic",
            ["referrer"] = "loopback-oauth",
        },
        AlwaysSendNonce = true,
        RepeatCodeChallenge = true,
        CallbackOrigins = ["https://accounts.x.ai", "https://auth.x.ai"],
        Timeout = TimeSpan.FromSeconds(180),
        Documentation = new Uri("https://docs.x.ai"),
    };

    /// <summary>
    /// <c>spotify</c>: Spotify. The user registers <c>http://127.0.0.1:43827/callback</c> in an app of their own, so
    /// the port never moves; <c>localhost</c> is not accepted.
    /// </summary>
    public static ProviderDefinition Spotify => field ??= new()
    {
        Id = "spotify",
        DisplayName = "Spotify",
        Server = new()
        {
            AuthorizationEndpoint = "https://accounts.spotify.com/authorize",
            TokenEndpoint = "https://accounts.spotify.com/api/token",
            AllowedHosts = ["accounts.spotify.com"],
        },
        Redirect = new() { AcceptedHosts = [LoopbackHost.IPv4, LoopbackHost.IPv6], Port = PortPolicy.Exact(43827) },
        Scopes =
        [
            "user-modify-playback-state",
            "user-read-playback-state",
            "user-read-currently-playing",
            "user-read-recently-played",
            "playlist-read-private",
            "playlist-read-collaborative",
            "playlist-modify-public",
            "playlist-modify-private",
            "user-library-read",
            "user-library-modify",
        ],
        Documentation = new Uri("https://developer.spotify.com/documentation/web-api/concepts/redirect_uri"),
    };

    /// <summary>
    /// <c>mcp</c>: any server of the Model Context Protocol, which the caller names together with a client id. Any free
    /// port is bound; the wait is five full minutes.
    /// </summary>
    public static ProviderDefinition Mcp => field ??= new()
    {
        Id = "mcp",
        DisplayName = "MCP server",
        Redirect = new() { PortKeptWithRegistration = true },
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary><c>mcp-proxy</c>: an MCP server behind a proxy whose registered redirect is <c>http://127.0.0.1:53682/callback</c>. The caller names the server.</summary>
    public static ProviderDefinition McpProxy => field ??= new()
    {
        Id = "mcp-proxy",
        DisplayName = "MCP proxy",
        Redirect = new() { Port = PortPolicy.Exact(53682) },
    };

    /// <summary><c>anthropic</c>: Anthropic, by a code that its own page shows and the user pastes. No tunnel.</summary>
    public static ProviderDefinition Anthropic => field ??= new()
    {
        Id = "anthropic",
        DisplayName = "Anthropic",
        Flow = SignInFlow.PastedCode,
        Server = new()
        {
            AuthorizationEndpoint = "https://claude.ai/oauth/authorize",
            TokenEndpoint = "https://platform.claude.com/v1/oauth/token",
        },
        Scopes = ["org:create_api_key", "user:profile", "user:inference"],
        AuthorizationParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "true" },
    };

    /// <summary>
    /// <c>openai-codex</c>: OpenAI Codex, by a device code of the vendor's own kind. No tunnel. The redirect rule is
    /// that of its second way in, which is not the one used here.
    /// </summary>
    public static ProviderDefinition OpenAICodex => field ??= new()
    {
        Id = "openai-codex",
        DisplayName = "OpenAI Codex",
        Flow = SignInFlow.DeviceCode,
        Server = new()
        {
            AuthorizationEndpoint = "https://auth.openai.com/oauth/authorize",
            TokenEndpoint = "https://auth.openai.com/oauth/token",
            DeviceAuthorizationEndpoint = "https://auth.openai.com/api/accounts/deviceauth/usercode",
        },
        Redirect = new()
        {
            Host = LoopbackHost.Localhost,
            AcceptedHosts = [LoopbackHost.Localhost],
            Port = PortPolicy.Exact(1455),
            Path = "/auth/callback",
        },
        Scopes = ["openid", "profile", "email", "offline_access"],
    };

    /// <summary><c>minimax</c>: MiniMax, by a user code with PKCE. No tunnel.</summary>
    public static ProviderDefinition MiniMax => field ??= new()
    {
        Id = "minimax",
        DisplayName = "MiniMax",
        Aliases = ["minimax-oauth"],
        Flow = SignInFlow.UserCode,
        Server = new()
        {
            TokenEndpoint = "https://api.minimax.io/oauth/token",
            DeviceAuthorizationEndpoint = "https://api.minimax.io/oauth/code",
        },
        Scopes = ["group_id", "profile", "model.completion"],
    };

    /// <summary><c>nous-portal</c>: Nous Portal, by the device authorization grant (RFC 8628). No tunnel.</summary>
    public static ProviderDefinition NousPortal => field ??= new()
    {
        Id = "nous-portal",
        DisplayName = "Nous Portal",
        Aliases = ["nous"],
        Flow = SignInFlow.DeviceCode,
        Server = new()
        {
            TokenEndpoint = "https://portal.nousresearch.com/api/oauth/token",
            DeviceAuthorizationEndpoint = "https://portal.nousresearch.com/api/oauth/device/code",
        },
        Scopes = ["inference:invoke"],
    };

    /// <summary>All of them, ordered by id.</summary>
    public static IReadOnlyList<ProviderDefinition> All =>
        field ??= Array.AsReadOnly([Anthropic, Mcp, McpProxy, MiniMax, NousPortal, OpenAICodex, Spotify, XaiOAuth]);

    /// <summary>Finds one by its id or an alias in any letter case, and makes no other: a sign-in at one provider does not pay for eight.</summary>
    internal static ProviderDefinition? Find(string idOrAlias) => !ProviderName.IsName(idOrAlias) ? null : idOrAlias.ToLowerInvariant() switch
    {
        "anthropic" => Anthropic,
        "mcp" => Mcp,
        "mcp-proxy" => McpProxy,
        "minimax" or "minimax-oauth" => MiniMax,
        "nous-portal" or "nous" => NousPortal,
        "openai-codex" => OpenAICodex,
        "spotify" => Spotify,
        "xai-oauth" or "grok-oauth" or "x-ai-oauth" or "xai-grok-oauth" => XaiOAuth,
        _ => null,
    };
}
