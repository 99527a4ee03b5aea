namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>Nobody can sign in here: there is neither a browser nor a terminal.</summary>
    public sealed class BrowserUnavailable : AuthorizationOutcome
    {
        internal BrowserUnavailable(string code, string cause, string remedy)
            : base("browser_unavailable", code, cause, remedy)
        {
        }
    }
}
