using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

public abstract partial class AccessTokenResult
{
    /// <summary>
    /// The refresh did not come through for now: the server is busy or in trouble (429, 5xx), or cannot be reached. The stored tokens are as they were; when an answer was lost on
    /// the way, the server may have used them up. A later call tries again. Do not ask the user to sign in for this.
    /// </summary>
    public sealed class TemporarilyUnavailable : AccessTokenResult
    {
        /// <summary>Creates the result, also for tests of code that works with one.</summary>
        /// <param name="code">A stable code in snake case.</param>
        /// <param name="cause">What happened, in one sentence.</param>
        /// <param name="remedy">What to do about it, in one sentence.</param>
        /// <param name="retryAfter">How long to wait, when that is known.</param>
        /// <param name="error">What the server said.</param>
        public TemporarilyUnavailable(string code, string cause, string remedy, TimeSpan? retryAfter = null, OAuthError? error = null)
            : base("temporarily_unavailable", code, cause, remedy, error) => RetryAfter = retryAfter;

        /// <summary>
        /// How long the server asked to wait (<c>Retry-After</c>), counted from this result, or <see langword="null"/>. Until then no request is made, for 5 minutes at most; without it for
        /// 5 seconds, growing to a minute with each failure.
        /// </summary>
        public TimeSpan? RetryAfter { get; }
    }
}
