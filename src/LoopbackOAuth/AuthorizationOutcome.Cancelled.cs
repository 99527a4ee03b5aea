namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The caller, or the user, ended the sign-in.</summary>
    public sealed class Cancelled : AuthorizationOutcome
    {
        internal Cancelled(string code, string cause, string remedy)
            : base("cancelled", code, cause, remedy)
        {
        }
    }
}
