namespace LoopbackOAuth.Providers;

/// <summary>How a client authenticates at the token endpoint (RFC 6749 section 2.3, names of RFC 7591 section 2).</summary>
public enum ClientAuthenticationMethod
{
    /// <summary>
    /// <c>none</c> without a client secret; with one, what the server's metadata offers: <c>client_secret_basic</c>
    /// unless only <c>client_secret_post</c> is listed (RFC 8414 section 2 makes basic the default).
    /// </summary>
    Automatic,

    /// <summary><c>none</c>: a public client, identified by <c>client_id</c> in the body.</summary>
    None,

    /// <summary><c>client_secret_basic</c>: HTTP Basic with the form-encoded id and secret (RFC 6749 section 2.3.1).</summary>
    ClientSecretBasic,

    /// <summary><c>client_secret_post</c>: id and secret in the request body.</summary>
    ClientSecretPost,
}
