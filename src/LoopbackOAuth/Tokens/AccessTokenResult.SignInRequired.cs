using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

public abstract partial class AccessTokenResult
{
    /// <summary>Only a new sign-in of the user helps.</summary>
    public sealed class SignInRequired : AccessTokenResult
    {
        /// <summary>Creates the result, also for tests of code that works with one.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        /// <param name="error">What the server said.</param>
        public SignInRequired(SignInReason reason, string code, string cause, string remedy, OAuthError? error = null)
            : base("sign_in_required", code, cause, remedy, error) => Reason = reason;

        /// <summary>Why a sign-in is needed.</summary>
        public SignInReason Reason { get; }
    }
}
