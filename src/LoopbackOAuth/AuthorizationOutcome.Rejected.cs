using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>A response, a document or a token was refused because it is not what it must be, or the server refused the request.</summary>
    public sealed class Rejected : AuthorizationOutcome
    {
        internal Rejected(string code, string cause, string remedy, OAuthError? error = null)
            : base("rejected", code, cause, remedy, error)
        {
        }
    }
}
