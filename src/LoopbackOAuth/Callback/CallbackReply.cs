namespace LoopbackOAuth.Callback;

/// <summary>The answer to one HTTP request, alike on every transport.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Page">The page, or <see langword="null"/> for an answer without content.</param>
/// <param name="Grant">What a script of another origin is allowed.</param>
internal readonly record struct CallbackReply(int Status, CallbackPageKind? Page = null, CrossOriginGrant Grant = default)
{
    /// <summary>Leads the browser on to the result page, so that the code leaves the address bar and the history.</summary>
    public static CallbackReply SeeOther { get; } = new(303);

    /// <summary>Whether the browser is led on to the result page.</summary>
    public bool IsRedirect => Status == 303;

    public static CallbackReply For(CallbackPageKind page) => new(CallbackPage.StatusOf(page), page);

    /// <summary>
    /// The answer to a script that delivered a response. It is shown no page. It may look at <c>ok</c> or for 200 itself, so
    /// an end that went well is 200 and one that did not is 400; 202 says that the end is not known yet.
    /// </summary>
    public static CallbackReply ForScript(CallbackPageKind page, CrossOriginGrant grant) =>
        new(page is CallbackPageKind.Received ? 202 : CallbackPage.StatusOf(page), Page: null, grant);

    /// <summary>The answer to a request that carries no response.</summary>
    public static CallbackReply For(Admission admission) => admission switch
    {
        Admission.NoContent or Admission.Preflight => new(204),
        Admission.Forbidden => new(403, CallbackPageKind.NotForThisSignIn),
        Admission.NotFound => new(404, CallbackPageKind.NotForThisSignIn),
        Admission.MethodNotAllowed => new(405, CallbackPageKind.NotForThisSignIn),
        Admission.ContentTooLarge => new(413, CallbackPageKind.NotForThisSignIn),
        Admission.UriTooLong => new(414, CallbackPageKind.NotForThisSignIn),
        Admission.UnsupportedMediaType => new(415, CallbackPageKind.NotForThisSignIn),
        Admission.Misdirected => new(421, CallbackPageKind.NotForThisSignIn),
        Admission.HeaderFieldsTooLarge => new(431, CallbackPageKind.NotForThisSignIn),
        _ => new(400, CallbackPageKind.NotForThisSignIn),
    };

    public static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        202 => "Accepted",
        204 => "No Content",
        303 => "See Other",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "Bad Request",
    };
}
