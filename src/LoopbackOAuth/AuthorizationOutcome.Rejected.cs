using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>A response, a document or a token was refused because it is not what it must be, or the server refused the request.</summary>
    public sealed class Rejected : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        /// <param name="error">What the server said.</param>
        public Rejected(string code, string cause, string remedy, OAuthError? error = null)
            : base("rejected", code, cause, remedy, error)
        {
        }
    }
}
