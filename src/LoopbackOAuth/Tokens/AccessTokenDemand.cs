using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>What an access token must satisfy beyond being good.</summary>
public sealed record AccessTokenDemand
{
    /// <summary>
    /// An access token that a resource server refused (401, RFC 6750 section 3.1): any other is wanted. Naming it lets many callers who were refused
    /// with the same token cause one refresh, and those who were refused with an older one none.
    /// </summary>
    public Secret? RefusedToken { get; init; }

    /// <summary>
    /// How long the token must still live. When a refreshed one lives shorter, it is given all the same: there is none better. One that was obtained less than a minute ago is not refreshed for this.
    /// </summary>
    /// <value>The default is zero. Legal is zero and more; a token without a stated expiry satisfies every demand.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is below zero.</exception>
    public TimeSpan MinimumLifetime
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>Demands another token than one that was refused, which forces a refresh unless somebody else has refreshed already.</summary>
    /// <param name="refusedToken">The token that was refused.</param>
    /// <returns>The demand.</returns>
    public static AccessTokenDemand ForceRefresh(Secret refusedToken)
    {
        ArgumentNullException.ThrowIfNull(refusedToken);
        return new() { RefusedToken = refusedToken };
    }

    internal static AccessTokenDemand None { get; } = new();

    /// <summary>Whether a token that will expire at a time satisfies this.</summary>
    internal bool Accepts(Secret accessToken, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        (RefusedToken is null || !RefusedToken.Equals(accessToken)) && (expiresAt is null || expiresAt - now >= MinimumLifetime);

    /// <summary>Whether whatever was done for this was also done for the other.</summary>
    internal bool Covers(AccessTokenDemand other) =>
        MinimumLifetime >= other.MinimumLifetime && (other.RefusedToken is null || other.RefusedToken.Equals(RefusedToken));
}
