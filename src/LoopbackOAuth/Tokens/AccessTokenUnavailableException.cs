using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// A request needed an access token and there is none, so it was not sent. Thrown by <see cref="AccessTokenHandler"/> alone, which has no other way to say so;
/// <see cref="Result"/> tells whether the user must sign in or a later try may do.
/// </summary>
public sealed class AccessTokenUnavailableException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="result">What stands in the way.</param>
    public AccessTokenUnavailableException(AccessTokenResult result)
        : base(result.Code, result.Cause, result.Remedy) => Result = result;

    /// <summary>What stands in the way: anything but <see cref="AccessTokenResult.Available"/>.</summary>
    public AccessTokenResult Result { get; }
}
