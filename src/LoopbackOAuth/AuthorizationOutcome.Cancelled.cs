namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The caller, or the user, ended the sign-in.</summary>
    public sealed class Cancelled : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        public Cancelled(string code, string cause, string remedy)
            : base("cancelled", code, cause, remedy)
        {
        }
    }
}
