using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

public abstract partial class AuthorizationOutcome
{
    /// <summary>The user is signed in and the tokens are stored.</summary>
    public sealed class Succeeded : AuthorizationOutcome
    {
        /// <summary>Creates the outcome, also for tests of code that works with one.</summary>
        /// <param name="key">Under which key the tokens are stored.</param>
        /// <param name="tokens">The tokens.</param>
        /// <param name="redirectUri">The redirect URI that was used.</param>
        /// <param name="transport">The transport over which the response arrived.</param>
        public Succeeded(TokenKey key, TokenSet tokens, Uri redirectUri, string transport)
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
