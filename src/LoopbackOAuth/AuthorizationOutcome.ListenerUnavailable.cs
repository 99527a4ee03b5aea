using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The listener could not open: its port is taken, or the address does not exist.</summary>
    public sealed class ListenerUnavailable : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="exception">Why the place could not be held.</param>
        public ListenerUnavailable(CallbackTransportException exception)
            : base("listener_unavailable", exception.Code, exception.Message, exception.Remedy)
        {
        }
    }
}
