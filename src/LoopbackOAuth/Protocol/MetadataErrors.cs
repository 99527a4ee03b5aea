using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>The errors of discovery.</summary>
internal static class MetadataErrors
{
    public static OAuthError ServerUnknown() => new()
    {
        Code = ErrorCodes.ServerUnknown,
        Description = "Neither an issuer nor both an authorization endpoint and a token endpoint are known.",
        Remedy = "State the issuer, or both endpoints.",
    };

    public static OAuthError IssuerInvalid(string issuer, string problem) => new()
    {
        Code = ErrorCodes.IssuerInvalid,
        Description = $"The issuer '{Show(issuer)}' {problem}.",
        Remedy = "State the issuer as an absolute https URL without query and fragment, such as https://auth.example.com.",
    };

    public static OAuthError IssuerMismatch(string found, string expected)
    {
        bool slashOnly = string.Equals(found.TrimEnd('/'), expected.TrimEnd('/'), StringComparison.Ordinal);
        return new()
        {
            Code = ErrorCodes.IssuerMismatch,
            Description = $"The metadata names the issuer '{Show(found)}', but '{Show(expected)}' was asked for"
                + (slashOnly ? "; they differ only by a trailing slash." : "."),
            Remedy = slashOnly
                ? "State the issuer exactly as the server does, with or without the slash."
                : "Check the issuer; if the server is the right one, state the issuer exactly as it names itself.",
        };
    }

    public static OAuthError NotFound(string issuer, IReadOnlyList<Uri> tried) => new()
    {
        Code = ErrorCodes.MetadataNotFound,
        Description = $"No metadata of '{Show(issuer)}' at {string.Join(" or ", tried.Select(uri => uri.AbsoluteUri))}.",
        StatusCode = 404,
        Remedy = "Check the issuer, or state the authorization endpoint and the token endpoint.",
    };

    /// <summary>For tokens of a server without metadata, when nothing says which endpoint gave them.</summary>
    public static OAuthError TokenEndpointUnknown(OAuthError notFound) => notFound with
    {
        Remedy = "Sign in again, or configure the provider with its token endpoint: which one gave these tokens is not known.",
    };

    /// <summary>For a server that says neither what it is nor that it has no metadata.</summary>
    public static OAuthError Refused(Uri location, int statusCode) => new()
    {
        Code = ErrorCodes.ServerErrorResponse,
        Description = $"{location.AbsoluteUri} answered with HTTP status {statusCode}.",
        StatusCode = statusCode,
        Remedy = "Check the issuer, and whether a proxy or firewall stands before the server; otherwise state the authorization endpoint and the token endpoint.",
    };

    public static OAuthError NotMetadata(Uri location) => Invalid($"What is at {location.AbsoluteUri} is not a metadata document.");

    public static OAuthError ServerTrouble(Uri location, int statusCode) => new()
    {
        Code = ErrorCodes.ServerErrorResponse,
        Description = $"{location.AbsoluteUri} answered with HTTP status {statusCode}.",
        StatusCode = statusCode,
        Remedy = "Try again later; if it stays, state the authorization endpoint and the token endpoint.",
    };

    public static OAuthError Invalid(string description) => new()
    {
        Code = ErrorCodes.MetadataInvalid,
        Description = description,
        Remedy = "Check the issuer and the endpoints; each must be absolute https, or http on the loopback interface.",
    };

    public static string Show(string url) => TerminalText.Sanitize(url);
}
