using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Gives token-1, and the next number whenever the latest one is named as refused.</summary>
internal sealed class RotatingProvider : IAccessTokenProvider
{
    private int _number = 1;

    /// <summary>How many refresh tokens were used up.</summary>
    internal int RefreshCount { get; private set; }

    internal string Latest => $"token-{_number}";

    /// <summary>Whether a refresh brings the same access token again.</summary>
    internal bool KeepsAccessToken { get; init; }

    /// <summary>What a refresh ends with instead of a token.</summary>
    internal AccessTokenResult? Failure { get; set; }

    /// <summary>What a refresh waits for.</summary>
    internal Task Gate { get; set; } = Task.CompletedTask;

    internal Exception? Exception { get; set; }

    public ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenKey key, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async ValueTask<AccessTokenResult> GetAccessTokenAsync(TokenQuery query, AccessTokenDemand? demand = null, CancellationToken cancellationToken = default)
    {
        if (demand?.RefusedToken is { } refused)
        {
            await Gate.WaitAsync(cancellationToken);
            if (Exception is not null)
            {
                throw Exception;
            }

            lock (this)
            {
                if (refused.Reveal() == Latest)
                {
                    if (Failure is not null)
                    {
                        return Failure;
                    }

                    RefreshCount++;
                    _number += KeepsAccessToken ? 0 : 1;
                }
            }
        }

        return new AccessTokenResult.Available(new TokenSet { AccessToken = new Secret(Latest), ObtainedAt = DateTimeOffset.UnixEpoch });
    }

    public ValueTask<SignOutResult> SignOutAsync(TokenKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
