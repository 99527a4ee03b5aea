namespace LoopbackOAuth;

/// <summary>Signs a user in with OAuth over a loopback redirect, wherever this process runs.</summary>
/// <remarks>
/// What users, browsers and servers do comes back as a value. Exceptions mean that the caller must mend something:
/// an unknown provider, a missing client id, an invalid option.
/// </remarks>
public interface ILoopbackAuthorizer
{
    /// <summary>
    /// Runs a whole sign-in: binds, presents the URL, waits for the response over every channel of the plan, exchanges
    /// the code with PKCE and stores the tokens. Old tokens of the same key stay until new ones are there.
    /// </summary>
    /// <param name="request">Who signs in where.</param>
    /// <param name="cancellationToken">Ends the sign-in; the outcome is then <see cref="AuthorizationOutcome.Cancelled"/>.</param>
    /// <returns>One of a closed set of outcomes.</returns>
    /// <exception cref="Diagnostics.LoopbackOAuthException">The request or the configuration is wrong; nothing was opened.</exception>
    Task<AuthorizationOutcome> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs the browser leg only, for an authorization request that another OAuth client built: listens on its redirect
    /// URI, presents its authorization URL, and returns the response once it is validated. No code is exchanged.
    /// </summary>
    /// <param name="request">The other client's authorization URL and redirect URI.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The response, or the outcome that took its place.</returns>
    /// <exception cref="ArgumentException">The URL carries no state, or several.</exception>
    Task<BrowserLegResult> ReceiveCallbackAsync(BrowserLegRequest request, CancellationToken cancellationToken = default);
}
