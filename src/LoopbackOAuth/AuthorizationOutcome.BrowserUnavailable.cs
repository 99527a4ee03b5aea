namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>Nobody can sign in here: there is neither a browser nor a terminal.</summary>
    public sealed class BrowserUnavailable : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        public BrowserUnavailable(string code, string cause, string remedy)
            : base("browser_unavailable", code, cause, remedy)
        {
        }
    }
}
