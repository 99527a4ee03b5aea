using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The user is signed in and the tokens are stored.</summary>
    public sealed class Succeeded : AuthorizationOutcome
    {
        internal Succeeded(TokenKey key, TokenSet tokens, Uri redirectUri, string transport)
            : base("succeeded", "succeeded", "The sign-in is complete.", "")
        {
            Key = key;
            Tokens = tokens;
            RedirectUri = redirectUri;
            Transport = transport;
        }

        /// <summary>Under which key the tokens are stored.</summary>
        public TokenKey Key { get; }

        /// <summary>The tokens.</summary>
        public TokenSet Tokens { get; }

        /// <summary>The redirect URI that was used, with the port really bound.</summary>
        public Uri RedirectUri { get; }

        /// <summary>The transport over which the response arrived, such as <c>socket</c> or <c>paste</c>.</summary>
        public string Transport { get; }
    }
}
