using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>The requests to the server, of which every failure is an error: registry and handler may be the caller's own code, and the text of its exceptions could hold anything.</summary>
internal sealed class GuardedGrants(IGrantClient grants)
{
    public async Task<OAuthError?> PrepareAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.PrepareAsync(key, tokens, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whoever asks for a token gets an answer, whatever code of others does.
        catch (Exception exception) when (!IsEnd(exception, cancellationToken))
#pragma warning restore CA1031
        {
            return Failed(exception);
        }
    }

    /// <summary>The cancellation ends it only until the request is made: the answer may hold the only good refresh token.</summary>
    public async Task<ProtocolResult<TokenResponse>> RefreshAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.RefreshAsync(key, tokens, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception) when (!IsEnd(exception, cancellationToken))
#pragma warning restore CA1031
        {
            return Failed(exception);
        }
    }

    public async Task<(TokenRevocation Outcome, OAuthError? Error)> RevokeAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.RevokeAsync(key, tokens, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception) when (!IsEnd(exception, cancellationToken))
#pragma warning restore CA1031
        {
            return (TokenRevocation.Failed, Failed(exception));
        }
    }

    private static bool IsEnd(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static OAuthError Failed(Exception exception) => new()
    {
        Code = "request_failed",
        Description = $"The request to the authorization server could not be made ({exception.GetType().Name}).",
        Remedy = "Mend the provider registry or the message handler that was given to the authorizer; the exception is not passed on, because its text could hold a token.",
    };
}
