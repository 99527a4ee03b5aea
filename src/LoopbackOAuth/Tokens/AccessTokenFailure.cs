namespace LoopbackOAuth.Tokens;

/// <summary>What has to be mended before there can be a token. The set is closed.</summary>
public enum AccessTokenFailure
{
    /// <summary>Something else: the authorization server gave an error that is about neither account nor client, or a part of this process failed.</summary>
    Other,

    /// <summary>The authorization server refuses this account, or what its plan or tier may do (HTTP 403). Neither another try nor another sign-in of the same account helps.</summary>
    AccountRefused,

    /// <summary>The authorization server does not accept the client (<c>invalid_client</c> or <c>unauthorized_client</c>, RFC 6749 section 5.2), or the client has no secret to prove itself with.</summary>
    ClientRefused,

    /// <summary>What the authorization server answered, or says about itself (RFC 8414), cannot be used.</summary>
    InvalidResponse,

    /// <summary>The token store does not work, or the entry in it cannot be read.</summary>
    Store,

    /// <summary>Several stored entries fit the query.</summary>
    Ambiguous,
}
