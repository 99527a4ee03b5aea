namespace LoopbackOAuth.Testing;

/// <summary>
/// What a <see cref="TestAuthorizationServer"/> does wrong. Each member is independent; combine them in an initializer
/// and assign the record to <see cref="TestAuthorizationServer.Misbehaviour"/>, at any time.
/// </summary>
public sealed record TestServerMisbehaviour
{
    /// <summary>The issuer that a wrong <c>iss</c> and a wrong metadata document name.</summary>
    public const string OtherIssuer = "https://attacker.example.test";

    /// <summary>
    /// A description that tries everything: HTML, a response header of its own, a terminal title, a write to the clipboard
    /// (OSC 52), a reversed word (bidi override), a zero-width space and a line break.
    /// </summary>
    public const string HostileDescription =
        "<script>alert(1)</script>\"'&\r\nSet-Cookie: a=b\r\n\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b[31mred\u009b2J\u202Egnorw\u202C\u200B\u2028end";

    /// <summary>It does nothing wrong.</summary>
    public static TestServerMisbehaviour None { get; } = new();

    /// <summary>The user says no: <c>access_denied</c> with a description.</summary>
    public static TestServerMisbehaviour Deny { get; } = new() { AuthorizationError = "access_denied", ErrorDescription = "The user said no." };

    /// <summary>The error code that answers every valid authorization request, or <see langword="null"/> (RFC 6749 section 4.1.2.1).</summary>
    public string? AuthorizationError { get; init; }

    /// <summary>The description that goes with an error of either endpoint, such as <see cref="HostileDescription"/>.</summary>
    /// <value>The default is <see langword="null"/>: the server's own words.</value>
    public string? ErrorDescription { get; init; }

    /// <summary>Whether the response carries another state than the request.</summary>
    public bool WrongState { get; init; }

    /// <summary>Whether the response carries no state.</summary>
    public bool NoState { get; init; }

    /// <summary>Whether the response names <see cref="OtherIssuer"/> as its issuer (RFC 9207).</summary>
    public bool WrongIssuer { get; init; }

    /// <summary>Whether the response has no <c>iss</c>, although the metadata promises it.</summary>
    public bool NoIssuer { get; init; }

    /// <summary>Whether a successful response carries an error beside the code.</summary>
    public bool CodeAndError { get; init; }

    /// <summary>Whether a successful response carries the code twice (RFC 6749 section 3.1 forbids it).</summary>
    public bool DuplicateCode { get; init; }

    /// <summary>What the token endpoint does instead of its work.</summary>
    public TokenEndpointFault TokenEndpoint { get; init; }

    /// <summary>How long a 429 or 503 asks to wait, in whole seconds.</summary>
    /// <value>The default is <see langword="null"/>: it does not say.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the revocation endpoint answers 503: the tokens are still good then (RFC 7009 section 2.2.1).</summary>
    public bool RevocationUnavailable { get; init; }

    /// <summary>Whether the ID token is about another user.</summary>
    public bool WrongSubject { get; init; }

    /// <summary>What the token endpoint waits for before it answers; complete it to let the answer go.</summary>
    /// <value>The default is <see langword="null"/>: it answers at once.</value>
    public Task? TokenEndpointGate { get; init; }

    /// <summary>Whether the token response has no refresh token.</summary>
    public bool NoRefreshToken { get; init; }

    /// <summary>Whether the ID token carries another nonce than the request.</summary>
    public bool WrongNonce { get; init; }

    /// <summary>Whether the ID token carries no nonce.</summary>
    public bool NoNonce { get; init; }

    /// <summary>What is wrong with the metadata.</summary>
    public MetadataFault Metadata { get; init; }
}
