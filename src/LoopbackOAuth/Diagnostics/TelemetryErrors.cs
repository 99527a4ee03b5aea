namespace LoopbackOAuth.Diagnostics;

/// <summary>The codes that may stand as <c>error.type</c>: those of this library, and those of authorization servers that RFCs define or that this library acts on.</summary>
internal static class TelemetryErrors
{
    public static IReadOnlySet<string> All { get; } = TelemetryValues.Set(
    [
        TelemetryValues.Interrupted,

        // Outcomes of a sign-in and of its parts.
        "cancelled", "prompt_closed", "callback_timeout", "no_one_to_sign_in", "invalid_mode",
        "port_in_use", "port_forbidden", "address_unavailable", "transport_not_supported",

        // What this library found on the way to a server, and in what it answered.
        "network_error", "server_timeout", "response_too_large", "redirect_refused", "server_error_response", "invalid_response", "authorization_server_unknown",
        "issuer_invalid", "issuer_mismatch", "metadata_not_found", "metadata_invalid", "pkce_not_supported", "client_secret_missing", "id_token_invalid",

        // RFC 6749 sections 4.1.2.1 and 5.2.
        "invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable",
        "invalid_client", "invalid_grant", "unsupported_grant_type",

        // OpenID Connect Core section 3.1.2.6; RFC 8707 section 2; RFC 7009 section 2.2.1; RFC 8628 section 3.5.
        "interaction_required", "login_required", "account_selection_required", "consent_required", "invalid_request_uri", "invalid_request_object",
        "request_not_supported", "request_uri_not_supported", "registration_not_supported", "invalid_target", "unsupported_token_type", "slow_down",

        // Of no RFC, but of several servers.
        "invalid_redirect_uri", "redirect_uri_mismatch", "invalid_refresh_token", "refresh_token_expired", "refresh_token_reused", "refresh_token_invalidated",

        // The refresh and the store.
        "entry_locked", "entry_replaced", "no_credentials", "token_expired", "token_refused", "token_expired_at_issue", "ambiguous_account", "refresh_failed", "request_failed", "disposed",
        "store_failed", "store_ambiguous_entry", "store_corrupt", "store_entry_too_large", "store_foreign_owner", "store_kept_aside", "store_newer_version", "store_no_home",
        "store_no_lock", "store_not_a_folder", "store_not_durable", "store_not_regular", "store_permissions", "store_relative_path", "store_symbolic_link",
        "store_unreadable", "store_unwritable", "store_wrong_key",
        "keyring_unavailable", "keyring_item_damaged", "keyring_item_missing", "keyring_item_stays", "keyring_index_damaged",
    ]);
}
