using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The user, or the server on the user's behalf, said no (RFC 6749 section 4.1.2.1, <c>access_denied</c>).</summary>
    public sealed class Denied : AuthorizationOutcome
    {
        internal Denied(OAuthError error, string remedy)
            : base("denied", error.Code, "The sign-in was declined.", remedy, error)
        {
        }
    }
}
