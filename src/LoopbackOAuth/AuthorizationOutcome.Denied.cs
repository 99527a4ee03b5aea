using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The user, or the server on the user's behalf, said no (RFC 6749 section 4.1.2.1, <c>access_denied</c>).</summary>
    public sealed class Denied : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="error">What the server said.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        public Denied(OAuthError error, string remedy)
            : base("denied", error.Code, "The sign-in was declined.", remedy, error)
        {
        }
    }
}
