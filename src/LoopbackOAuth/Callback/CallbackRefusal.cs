namespace LoopbackOAuth.Callback;

/// <summary>Why a delivery did not count. None of these ends a sign-in: the wait goes on.</summary>
public enum CallbackRefusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>There were no parameters at all.</summary>
    Empty,

    /// <summary>It is longer than an authorization response may be.</summary>
    TooLarge,

    /// <summary>An escape, a character or an encoding is invalid (RFC 6749 appendices A and B).</summary>
    Malformed,

    /// <summary>A parameter occurs more than once (RFC 6749 section 3.1).</summary>
    RepeatedParameter,

    /// <summary>There is no <c>state</c> (RFC 6749 section 4.1.2: required because it was sent).</summary>
    StateMissing,

    /// <summary>The <c>state</c> belongs to no pending sign-in (RFC 8252 section 8.9).</summary>
    StateMismatch,

    /// <summary>The server promises <c>iss</c> and it is not there (RFC 9207 section 2.4).</summary>
    IssuerMissing,

    /// <summary>The <c>iss</c> names another authorization server (RFC 9207 section 2.4).</summary>
    IssuerMismatch,

    /// <summary>There is neither a <c>code</c> nor an <c>error</c>.</summary>
    NothingDelivered,

    /// <summary>The sign-in is over: timed out, cancelled or finished otherwise.</summary>
    Closed,

    /// <summary>What was pasted is the address of the sign-in page, not the one the browser was sent to afterwards.</summary>
    AuthorizationUrl,

    /// <summary>What was pasted leads to another scheme, host, port or path than this sign-in's redirect URI.</summary>
    WrongRedirectUri,

    /// <summary>What was pasted is a bare code, which cannot be told from somebody else's: the state is missing.</summary>
    BareCode,

    /// <summary>What was pasted is not an address and not the query of one.</summary>
    NotACallback,
}
