namespace LoopbackOAuth.Tool.Output;

/// <summary>The one JSON object of <c>login --json</c>. It has no place for a secret.</summary>
internal sealed record LoginReport
{
    public required string Outcome { get; init; }

    public string? Provider { get; init; }

    public string? Account { get; init; }

    public string? Issuer { get; init; }

    public string? RedirectUri { get; init; }

    public string? Transport { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

    public static LoginReport Of(AuthorizationOutcome outcome) => outcome is AuthorizationOutcome.Succeeded success
        ? new LoginReport
        {
            Outcome = success.Kind,
            Provider = success.Key.Provider,
            Account = success.Key.Account,
            Issuer = success.Key.Issuer,
            RedirectUri = success.RedirectUri.OriginalString,
            Transport = success.Transport,
            Scopes = success.Tokens.Scopes,
            ExpiresAt = success.Tokens.ExpiresAt,
        }
        : new LoginReport
        {
            Outcome = outcome.Kind,
            Error = Terminal.Clean(outcome.Code),
            ErrorDescription = Terminal.Clean(outcome.ServerError?.Description ?? outcome.Cause),
            Remedy = outcome.Remedy,
        };
}
