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

    public required WorkUnderWay Work { get; init; }

    /// <summary>The same as <see cref="Grants"/>, of which nothing throws.</summary>
    public GuardedGrants GuardedGrants => new(Grants);

    /// <summary>How long another process's lock is waited for: longer than its refresh can take.</summary>
    public TimeSpan LockLimit => Options.RetryFor + TimeSpan.FromSeconds(40);
}
