using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The one JSON object of <c>refresh --json</c>, and the words for what is no token. Neither has a place for a secret.</summary>
internal sealed record RefreshReport
{
    public required string Outcome { get; init; }

    public required string Provider { get; init; }

    public required string Account { get; init; }

    public required string Issuer { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the new tokens are in the store; left out when there are none.</summary>
    public bool? Stored { get; init; }

    public double? RetryAfterSeconds { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public string? Remedy { get; init; }

    public static RefreshReport Of(TokenKey key, AccessTokenResult result)
    {
        RefreshReport report = new() { Outcome = result.Kind, Provider = key.Provider, Account = key.Account, Issuer = key.Issuer };
        return result is AccessTokenResult.Available token
            ? report with
            {
                Outcome = "refreshed",
                Scopes = token.Scopes,
                ExpiresAt = token.ExpiresAt,
                Stored = token.IsStored,
                Error = token.Warning is { } warning ? Terminal.Clean(warning.Code) : null,
                ErrorDescription = token.Warning is null ? null : Terminal.Clean(token.Warning.Cause),
                Remedy = token.Warning is null ? null : Terminal.Clean(token.Warning.Remedy),
            }
            : report with
            {
                RetryAfterSeconds = (result as AccessTokenResult.TemporarilyUnavailable)?.RetryAfter?.TotalSeconds,
                Error = Terminal.Clean(result.Code),
                ErrorDescription = Terminal.Clean(result.ServerError?.Description ?? result.Cause),
                Remedy = Terminal.Clean(result.Remedy),
            };
    }

    public static void PrintWarning(AccessTokenResult.Available token)
    {
        if (token.Warning is { } warning)
        {
            Terminal.Error($"warning: {warning.Cause} {warning.Remedy}");
        }
        else if (!token.IsStored)
        {
            Terminal.Error("warning: The tokens could not be stored, and the stored refresh token is used up. Run 'loopback-oauth doctor', then sign in again.");
        }
    }

    public static void PrintFailure(TokenKey key, AccessTokenResult result)
    {
        Terminal.Error($"error: {result.Cause}");
        if (result.ServerError is { StatusCode: not null } error)
        {
            Terminal.Error($"The server said: {error.Code}{(error.Description is null ? "" : $": {error.Description}")} (HTTP {error.StatusCode})");
        }

        Terminal.Error(result is AccessTokenResult.SignInRequired ? $"Sign in again with 'loopback-oauth login {key.Provider}'." : result.Remedy);
    }
}
