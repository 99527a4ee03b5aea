namespace LoopbackOAuth.Callback;

/// <summary>What to do with one HTTP request.</summary>
internal enum Admission
{
    /// <summary>Its query may be the response: deliver it.</summary>
    Query,

    /// <summary>Its form body may be the response: read and deliver it.</summary>
    FormBody,

    /// <summary>Answer 204: a look ahead that must have no effect (prefetch, preview, HEAD, preflight).</summary>
    NoContent,

    /// <summary>Answer 400: it is not a request that a browser makes when it follows a redirect.</summary>
    BadRequest,

    /// <summary>Answer 403: a page's script or image asks, not a navigation.</summary>
    Forbidden,

    /// <summary>Answer 404: another path.</summary>
    NotFound,

    /// <summary>Answer 405: another method.</summary>
    MethodNotAllowed,

    /// <summary>Answer 413: the body is longer than an authorization response may be.</summary>
    ContentTooLarge,

    /// <summary>Answer 415: the body is not a form.</summary>
    UnsupportedMediaType,

    /// <summary>Answer 421: another authority, as after DNS rebinding.</summary>
    Misdirected,
}
