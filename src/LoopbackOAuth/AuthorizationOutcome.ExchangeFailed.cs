using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The authorization server could not be asked, or did not give tokens for the code, or they could not be stored.</summary>
    public sealed class ExchangeFailed : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        /// <param name="error">What the server said.</param>
        public ExchangeFailed(string code, string cause, string remedy, OAuthError? error = null)
            : base("exchange_failed", code, cause, remedy, error)
        {
        }
    }
}
