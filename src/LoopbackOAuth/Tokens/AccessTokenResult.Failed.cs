using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

public abstract partial class AccessTokenResult
{
    /// <summary>
    /// Neither another try nor a new sign-in helps until something is mended: the server refuses the account or the client (403, <c>invalid_client</c>), its
    /// answer cannot be used, or the token store does not work. The stored tokens are as they were. For 5 seconds, growing to a minute with each refusal, the server is not asked again.
    /// </summary>
    public sealed class Failed : AccessTokenResult
    {
        /// <summary>Creates the result, also for tests of code that works with one.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        /// <param name="error">What the server said.</param>
        public Failed(AccessTokenFailure reason, string code, string cause, string remedy, OAuthError? error = null)
            : base("failed", code, cause, remedy, error) => Reason = reason;

        /// <summary>What has to be mended.</summary>
        public AccessTokenFailure Reason { get; }
    }
}
