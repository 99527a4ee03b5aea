using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool;

/// <summary>The store of this user: <c>LOOPBACK_OAUTH_HOME</c>, or the platform's folder for application data.</summary>
internal static class ToolStore
{
    public static ITokenStore Open() => FileTokenStore.CreateDefault();
}
