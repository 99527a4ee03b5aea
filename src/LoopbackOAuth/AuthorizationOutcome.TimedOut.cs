namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>No response arrived in time.</summary>
    public sealed class TimedOut : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        public TimedOut(string cause, string remedy)
            : base("timed_out", "callback_timeout", cause, remedy)
        {
        }
    }
}
