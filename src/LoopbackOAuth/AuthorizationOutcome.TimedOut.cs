namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>No response arrived in time.</summary>
    public sealed class TimedOut : AuthorizationOutcome
    {
        internal TimedOut(string cause, string remedy)
            : base("timed_out", "callback_timeout", cause, remedy)
        {
        }
    }
}
