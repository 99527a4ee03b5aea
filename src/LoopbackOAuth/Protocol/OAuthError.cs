using System.Diagnostics;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// Why an authorization server, or the way to it, did not give what was asked for: the server's own error
/// (RFC 6749 sections 4.1.2.1 and 5.2) or one that this library found.
/// </summary>
/// <remarks>
/// What the server said is kept. <see cref="Description"/> and <see cref="Uri"/> are its own words and untrusted:
/// encode them before showing. The secrets of the request that failed are replaced in all members.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record OAuthError
{
    private const int ShownLength = 300;

    /// <summary>
    /// The error code: the server's <c>error</c>, such as <c>invalid_grant</c>, or a code of this library, such as
    /// <c>network_error</c>. Printable ASCII.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The server's <c>error_description</c>, or what this library found. At most 4096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The server's <c>error_uri</c>: a page about the error. Untrusted: do not open it unasked.</summary>
    public string? Uri { get; init; }

    /// <summary>The HTTP status of the response, or <see langword="null"/> when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the server asks to wait before the next request (<c>Retry-After</c>, RFC 9110 section 10.2.3), or <see langword="null"/>. At most 1 day.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The beginning of an error response that is not in the form of OAuth, on one line, at most 500 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do about it, in one sentence, or <see langword="null"/>.</summary>
    public string? Remedy { get; init; }

    /// <summary>The error on one line, without control characters and without <see cref="Detail"/>.</summary>
    /// <returns>The code, the HTTP status and the description, as far as there are any.</returns>
    public override string ToString()
    {
        string status = StatusCode is int code ? $" (HTTP {code})" : string.Empty;
        string description = string.IsNullOrEmpty(Description) ? string.Empty : $": {TerminalText.Sanitize(Description, ShownLength)}";
        return $"{TerminalText.Sanitize(Code, ShownLength)}{status}{description}";
    }
}
