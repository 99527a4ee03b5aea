namespace LoopbackOAuth.Callback;

/// <summary>The answer to one HTTP request, alike on every transport.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Page">The page, or <see langword="null"/> for an answer without content.</param>
internal readonly record struct CallbackReply(int Status, CallbackPageKind? Page)
{
    public static CallbackReply For(CallbackPageKind page) => new(CallbackPage.StatusOf(page), page);

    /// <summary>The answer to a request that carries no response.</summary>
    public static CallbackReply For(Admission admission) => admission switch
    {
        Admission.NoContent => new(204, null),
        Admission.Forbidden => new(403, CallbackPageKind.NotForThisSignIn),
        Admission.NotFound => new(404, CallbackPageKind.NotForThisSignIn),
        Admission.MethodNotAllowed => new(405, CallbackPageKind.NotForThisSignIn),
        Admission.ContentTooLarge => new(413, CallbackPageKind.NotForThisSignIn),
        Admission.UnsupportedMediaType => new(415, CallbackPageKind.NotForThisSignIn),
        Admission.Misdirected => new(421, CallbackPageKind.NotForThisSignIn),
        _ => new(400, CallbackPageKind.NotForThisSignIn),
    };

    public static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        204 => "No Content",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "Bad Request",
    };
}
