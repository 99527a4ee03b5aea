using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The authorization server could not be asked, or did not give tokens for the code, or they could not be stored.</summary>
    public sealed class ExchangeFailed : AuthorizationOutcome
    {
        internal ExchangeFailed(string code, string cause, string remedy, OAuthError? error = null)
            : base("exchange_failed", code, cause, remedy, error)
        {
        }
    }
}
