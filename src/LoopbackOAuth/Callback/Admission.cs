namespace LoopbackOAuth.Callback;

/// <summary>What to do with one HTTP request.</summary>
internal enum Admission
{
    /// <summary>Its query may be the response: deliver it, and lead the browser on to the result page.</summary>
    Query,

    /// <summary>Its form body may be the response: read and deliver it, and lead the browser on to the result page.</summary>
    FormBody,

    /// <summary>Its query may be the response, and a script of an allowed origin waits for the answer: deliver it, without a page.</summary>
    CrossOriginFetch,

    /// <summary>Show the result page: the browser was led here by the answer to a delivery.</summary>
    ResultPage,

    /// <summary>Answer 204 and let an allowed origin's script go on (CORS preflight).</summary>
    Preflight,

    /// <summary>Answer 204: a look ahead that must have no effect (prefetch, preview, HEAD, another preflight).</summary>
    NoContent,

    /// <summary>Answer 400: it is not a request that a browser makes when it follows a redirect.</summary>
    BadRequest,

    /// <summary>Answer 403: a page's script, image or frame asks, not a navigation.</summary>
    Forbidden,

    /// <summary>Answer 404: another path.</summary>
    NotFound,

    /// <summary>Answer 405: another method.</summary>
    MethodNotAllowed,

    /// <summary>Answer 413: the body is longer than an authorization response may be.</summary>
    ContentTooLarge,

    /// <summary>Answer 414: the request line is longer than one may be.</summary>
    UriTooLong,

    /// <summary>Answer 415: the body is not a form.</summary>
    UnsupportedMediaType,

    /// <summary>Answer 421: another authority, as after DNS rebinding.</summary>
    Misdirected,

    /// <summary>Answer 431: the header section is longer than one may be.</summary>
    HeaderFieldsTooLarge,
}
