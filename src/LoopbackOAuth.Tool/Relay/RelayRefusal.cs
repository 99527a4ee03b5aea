namespace LoopbackOAuth.Tool.Relay;

/// <summary>Why a text is not an authorization request that is relayed.</summary>
internal enum RelayRefusal
{
    None,

    /// <summary>There is nothing but blanks.</summary>
    Empty,

    /// <summary>It is longer than any authorization URL.</summary>
    TooLarge,

    /// <summary>It is no absolute URL in visible ASCII, or one that names a user or a fragment.</summary>
    NotAUrl,

    /// <summary>It is not https, nor http on the loopback interface.</summary>
    NotHttps,

    /// <summary>It is the address that the browser is sent to at the end, not the one that the sign-in starts with.</summary>
    CallbackUrl,

    /// <summary>An escape in its query is invalid.</summary>
    Malformed,

    /// <summary>The shell cut it at its first ampersand.</summary>
    CutShort,

    /// <summary>What it asks for is not in it: a pushed request (RFC 9126) or a request object (RFC 9101).</summary>
    HiddenRequest,

    /// <summary>It holds something that only the token request may hold.</summary>
    HoldsSecret,

    /// <summary>A parameter comes twice (RFC 6749 section 3.1).</summary>
    RepeatedParameter,

    /// <summary>A parameter is called nearly as one of the protocol.</summary>
    MisspeltParameter,

    /// <summary>What it asks for stands in details that no few lines can show (RFC 9396).</summary>
    AsksInDetails,

    /// <summary>It asks for tokens in the redirect itself, where they would pass through here.</summary>
    AsksForTokens,

    /// <summary>It does not ask for a code.</summary>
    NotACodeRequest,

    /// <summary>The answer would not come in a query or in a form.</summary>
    ResponseMode,

    /// <summary>It does not say which client asks.</summary>
    ClientIdMissing,

    /// <summary>It does not say where the answer goes.</summary>
    RedirectUriMissing,

    /// <summary>The answer goes elsewhere than to a port of this computer (RFC 8252 section 7.3).</summary>
    RedirectUriNotLoopback,

    /// <summary>It has no state.</summary>
    StateMissing,

    /// <summary>Its state is short enough to be guessed, or cannot be one.</summary>
    StateWeak,

    /// <summary>It has no code challenge (RFC 7636).</summary>
    PkceMissing,

    /// <summary>Its code challenge is not of the S256 method.</summary>
    PkceNotS256,
}
