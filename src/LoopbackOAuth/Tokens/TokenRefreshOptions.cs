namespace LoopbackOAuth.Tokens;

/// <summary>When and how long access tokens are refreshed.</summary>
public sealed class TokenRefreshOptions
{
    /// <summary>How long before its expiry a token is refreshed. Of a token that lives shorter than four times this, a quarter of its life instead.</summary>
    /// <value>The default is 2 minutes. Legal are 0 to 1 hour.</value>
    public TimeSpan RefreshBefore { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Up to how much earlier still, drawn anew for each token, so that many processes do not refresh in the same instant.</summary>
    /// <value>The default is 30 seconds. Legal are 0 to 10 minutes.</value>
    public TimeSpan Jitter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its start a refresh may begin another request to the server, when the one before failed for now. A request that has begun is not cut short.</summary>
    /// <value>The default is 20 seconds. Legal are 0 (one request) to 5 minutes.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(20);
}
