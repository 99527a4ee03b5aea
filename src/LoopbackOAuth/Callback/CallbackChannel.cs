namespace LoopbackOAuth.Callback;

/// <summary>How the parameters of an authorization response arrived.</summary>
public enum CallbackChannel
{
    /// <summary>In the query of the redirect that the browser followed (RFC 6749 section 4.1.2).</summary>
    Redirect,

    /// <summary>In a form that the browser posted (OAuth 2.0 Form Post Response Mode).</summary>
    FormPost,

    /// <summary>Pasted by the user.</summary>
    Paste,

    /// <summary>By a script of the provider's own page that asked for the redirect URI with <c>fetch</c>, from an origin that was allowed to.</summary>
    CrossOriginFetch,
}
