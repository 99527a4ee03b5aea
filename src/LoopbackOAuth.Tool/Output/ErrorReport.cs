using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tool.Output;

/// <summary>An error inside a JSON object.</summary>
internal sealed record ErrorReport
{
    public required string Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

    /// <summary>The HTTP status, when a server answered.</summary>
    public int? Status { get; init; }

    public static ErrorReport Of(LoopbackOAuthException exception) => new()
    {
        Error = exception.Code,
        ErrorDescription = Terminal.Clean(exception.Message),
        Remedy = Terminal.Clean(exception.Remedy),
    };

    public static ErrorReport Of(OAuthError error) => new()
    {
        Error = Terminal.Clean(error.Code),
        ErrorDescription = error.Description is { } description ? Terminal.Clean(description) : null,
        Remedy = error.Remedy is { } remedy ? Terminal.Clean(remedy) : null,
        Status = error.StatusCode,
    };
}
