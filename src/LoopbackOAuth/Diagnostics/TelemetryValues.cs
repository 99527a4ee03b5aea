using System.Text;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// The closed sets that texts in activities and metrics come from. An authorization server's code, a caller's provider or a part's name may be anything, an identifier or
/// a secret too: what is not in the set is not passed on.
/// </summary>
internal static class TelemetryValues
{
    /// <summary>In place of the name of something that is not part of the library.</summary>
    public const string Custom = "custom";

    /// <summary>In place of an unknown code, as OpenTelemetry has it for <c>error.type</c>.</summary>
    public const string Other = "_OTHER";

    /// <summary>The code of what an exception ended.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The ids of the built-in providers.</summary>
    public static IReadOnlySet<string> Providers { get; } = Set(
        "anthropic", "mcp", "mcp-proxy", "minimax", "nous-portal", "openai-codex", "spotify", "xai-oauth");

    /// <summary>The ids of the environments.</summary>
    public static IReadOnlySet<string> Environments { get; } = Set(
        "ci", "cloud-shell-aws", "cloud-shell-azure", "cloud-shell-gcp", "cloud-shell-oci", "cloud-workstations", "code-server", "codesandbox", "codespaces", "colab",
        "container", "desktop-linux", "desktop-macos", "desktop-windows", "dev-container", "gitpod", "headless", "jetbrains-gateway", "jupyter", "kubernetes", "mosh",
        "replit", "serverless", "ssh", "ssh-x11", "ssm", "stackblitz", "vscode-remote-ssh", "vscode-tunnel", "windows-service", "wsl");

    /// <summary>The names of the transports, alone and in the race that the library runs.</summary>
    public static IReadOnlySet<string> Transports { get; } = Set("socket", "httplistener", "paste", "socket+paste", "httplistener+paste");

    /// <summary>How the accepted response arrived.</summary>
    public static IReadOnlySet<string> Channels { get; } = Set("redirect", "form_post", "cross_origin_fetch", "paste");

    /// <summary>How a sign-in or a browser leg ended.</summary>
    public static IReadOnlySet<string> SignInOutcomes { get; } = Set(
        "succeeded", "received", "denied", "timed_out", "cancelled", "listener_unavailable", "browser_unavailable", "rejected", "exchange_failed", Interrupted);

    /// <summary>How a refresh ended.</summary>
    public static IReadOnlySet<string> RefreshOutcomes { get; } = Set(
        "refreshed", "not_stored", "old_token_kept", "sign_in_required", "temporarily_unavailable", "failed", Interrupted);

    /// <summary>Why a delivery did not count.</summary>
    public static IReadOnlySet<string> RefusalReasons { get; } = Set(
        "empty", "too_large", "malformed", "repeated_parameter", "state_missing", "state_mismatch", "issuer_missing", "issuer_mismatch", "nothing_delivered", "closed",
        "authorization_url", "wrong_redirect_uri", "bare_code", "not_a_callback");

    /// <summary>What a sign-out did to the stored entry.</summary>
    public static IReadOnlySet<string> Removals { get; } = Set("removed", "not_there", "failed");

    /// <summary>What a sign-out did to the tokens at the server.</summary>
    public static IReadOnlySet<string> Revocations { get; } = Set("revoked", "nothing_to_revoke", "not_supported", "failed");

    public static string Provider(string id) => OneOf(Providers, id, Custom);

    public static string Environment(string id) => OneOf(Environments, id, Custom);

    public static string Transport(string name) => OneOf(Transports, name, Custom);

    public static string Error(string code) => OneOf(TelemetryErrors.All, code, Other);

    public static string Channel(Enum channel) => OneOf(Channels, Snake(channel), Other);

    public static string RefusalReason(Enum refusal) => OneOf(RefusalReasons, Snake(refusal), Other);

    public static string Removal(Enum removal) => OneOf(Removals, Snake(removal), Other);

    public static string Revocation(Enum revocation) => OneOf(Revocations, Snake(revocation), Other);

    public static string SignInOutcome(string kind) => OneOf(SignInOutcomes, kind, Other);

    public static string RefreshOutcome(string kind) => OneOf(RefreshOutcomes, kind, Other);

    /// <summary>The name of a value of an enumeration of this library, in snake case.</summary>
    public static string Snake(Enum value)
    {
        StringBuilder snake = new();
        foreach (char character in value.ToString())
        {
            if (char.IsAsciiLetterUpper(character) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(character));
        }

        return snake.ToString();
    }

    internal static IReadOnlySet<string> Set(params string[] values) => new HashSet<string>(values, StringComparer.Ordinal);

    private static string OneOf(IReadOnlySet<string> set, string value, string otherwise) => set.Contains(value) ? value : otherwise;
}
