using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tokens;

/// <summary>What an access token provider works with.</summary>
internal sealed record AccessTokenParts
{
    public required GuardedStore Store { get; init; }

    public required IGrantClient Grants { get; init; }

    public required TokenRefreshOptions Options { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>How long another process's lock is waited for: longer than its refresh can take.</summary>
    public TimeSpan LockLimit => Options.RetryFor + TimeSpan.FromSeconds(40);
}
