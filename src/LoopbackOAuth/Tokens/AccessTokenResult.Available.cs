using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

public abstract partial class AccessTokenResult
{
    /// <summary>There is a token.</summary>
    public sealed class Available : AccessTokenResult
    {
        /// <summary>Creates the result, also for tests of code that works with one.</summary>
        /// <param name="tokens">The tokens of the entry.</param>
        /// <param name="warning">What did not go well although there is a token, or <see langword="null"/>.</param>
        public Available(TokenSet tokens, AccessTokenWarning? warning = null)
            : base("available", "available", "There is an access token.", "", warning?.ServerError)
        {
            ArgumentNullException.ThrowIfNull(tokens);
            AccessToken = tokens.AccessToken;
            TokenType = tokens.TokenType;
            ExpiresAt = tokens.ExpiresAt;
            Scopes = tokens.Scopes;
            Warning = warning;
        }

        private Available(Available other, AccessTokenWarning warning)
            : base("available", "available", other.Cause, "", warning.ServerError)
        {
            AccessToken = other.AccessToken;
            TokenType = other.TokenType;
            ExpiresAt = other.ExpiresAt;
            Scopes = other.Scopes;
            IsStored = other.IsStored;
            Warning = warning;
        }

        /// <summary>The access token.</summary>
        public Secret AccessToken { get; }

        /// <summary>The token type, such as <c>Bearer</c>.</summary>
        public string TokenType { get; }

        /// <summary>When it expires, or <see langword="null"/> when the server did not say.</summary>
        public DateTimeOffset? ExpiresAt { get; }

        /// <summary>The scopes granted.</summary>
        public IReadOnlyList<string> Scopes { get; }

        /// <summary>
        /// What did not go well although there is a token: a refresh failed or the refresh token is of no more use and the old token is still good, the new tokens could
        /// not be stored, or their ID token could not be taken. <see langword="null"/> when all is well.
        /// </summary>
        public AccessTokenWarning? Warning { get; }

        /// <summary>
        /// Whether the tokens are in the store. <see langword="false"/> when it would not take them after a refresh: the stored refresh token is used up by then, so
        /// that the sign-in is lost when this process ends before a later call can store them.
        /// </summary>
        /// <value>The default is <see langword="true"/>.</value>
        public bool IsStored { get; init; } = true;

        internal Available With(AccessTokenWarning warning) => new(this, Warning ?? warning);
    }
}
