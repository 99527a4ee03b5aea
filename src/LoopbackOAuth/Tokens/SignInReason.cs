namespace LoopbackOAuth.Tokens;

/// <summary>Why only a new sign-in helps.</summary>
public enum SignInReason
{
    /// <summary>Nothing is stored: nobody has signed in, or somebody has signed out.</summary>
    NotSignedIn,

    /// <summary>The access token has expired or was refused, and there is no refresh token.</summary>
    NoRefreshToken,

    /// <summary>The refresh token is of no more use: the authorization server said so (<c>invalid_grant</c>, RFC 6749 section 5.2), or answered it with somebody else's tokens.</summary>
    GrantRefused,
}
