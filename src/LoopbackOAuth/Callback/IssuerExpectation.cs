namespace LoopbackOAuth.Callback;

/// <summary>What a response must say about its issuer (RFC 9207 section 2.4).</summary>
/// <param name="Issuer">The issuer of the authorization server that was asked, or <see langword="null"/> when none is known; then <c>iss</c> is not looked at.</param>
/// <param name="Required">Whether the server promises <c>iss</c> in its metadata, so that a response without it is refused.</param>
public sealed record IssuerExpectation(string? Issuer, bool Required)
{
    /// <summary>Nothing is known about the issuer.</summary>
    public static IssuerExpectation Unknown { get; } = new(null, false);
}
