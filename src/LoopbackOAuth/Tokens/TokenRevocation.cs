namespace LoopbackOAuth.Tokens;

/// <summary>What a sign-out did to the tokens at the authorization server (RFC 7009).</summary>
public enum TokenRevocation
{
    /// <summary>The server revoked them. With a refresh token it ends the access tokens of the same grant, too, where the server does as section 2.1 says it should.</summary>
    Revoked,

    /// <summary>There was no token to revoke.</summary>
    NothingToRevoke,

    /// <summary>The server is not known to have a revocation endpoint: the tokens are good there until they expire or the user withdraws them at the provider.</summary>
    NotSupported,

    /// <summary>The server could not be asked or refused: the tokens may be good there until they expire or the user withdraws them at the provider.</summary>
    Failed,
}
