namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// The names under which the library can be observed: one <see cref="System.Diagnostics.ActivitySource"/> and one <see cref="System.Diagnostics.Metrics.Meter"/>.
/// No value that is reported under them carries an identifier or a secret: each comes from a closed set, or is a count, a duration or an HTTP status.
/// </summary>
public static class LoopbackOAuthTelemetry
{
    /// <summary>The name of the source of activities.</summary>
    public const string ActivitySourceName = "LoopbackOAuth";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LoopbackOAuth";

    /// <summary>Activity: one sign-in, from the request to its outcome.</summary>
    public const string SignInActivity = "loopback_oauth.sign_in";

    /// <summary>Activity: one browser leg on behalf of another OAuth client.</summary>
    public const string BrowserLegActivity = "loopback_oauth.browser_leg";

    /// <summary>Activity: finding out where the process runs.</summary>
    public const string ProbeActivity = "loopback_oauth.probe";

    /// <summary>Activity: finding the endpoints of the authorization server (RFC 8414).</summary>
    public const string DiscoverActivity = "loopback_oauth.discover";

    /// <summary>Activity: holding the place where the response is waited for (RFC 8252 section 7.3).</summary>
    public const string BindActivity = "loopback_oauth.bind";

    /// <summary>Activity: showing the authorization URL to the user.</summary>
    public const string PresentActivity = "loopback_oauth.present";

    /// <summary>Activity: waiting for the authorization response.</summary>
    public const string WaitActivity = "loopback_oauth.wait";

    /// <summary>Activity: judging what the accepted response says (RFC 6749 sections 4.1.2 and 4.1.2.1).</summary>
    public const string ValidateActivity = "loopback_oauth.validate";

    /// <summary>Activity: the token request with the code (RFC 6749 section 4.1.3) and the check of the ID token that comes with it.</summary>
    public const string ExchangeActivity = "loopback_oauth.exchange";

    /// <summary>Activity: storing the tokens of a sign-in.</summary>
    public const string StoreActivity = "loopback_oauth.store";

    /// <summary>Activity: one refresh at the authorization server (RFC 6749 section 6) with the tries that it takes, until the new tokens are stored.</summary>
    public const string RefreshActivity = "loopback_oauth.refresh";

    /// <summary>Activity: one sign-out.</summary>
    public const string SignOutActivity = "loopback_oauth.sign_out";

    /// <summary>Activity: revoking the tokens of a sign-out at the authorization server (RFC 7009).</summary>
    public const string RevokeActivity = "loopback_oauth.revoke";

    /// <summary>Tag: the id of a built-in provider, or <c>custom</c>.</summary>
    public const string ProviderTag = "loopback_oauth.provider";

    /// <summary>Tag: where the process runs, one of <c>EnvironmentIds</c>, or <c>custom</c>.</summary>
    public const string EnvironmentTag = "loopback_oauth.environment";

    /// <summary>Tag: the transport, such as <c>socket</c>, or <c>custom</c>.</summary>
    public const string TransportTag = "loopback_oauth.transport";

    /// <summary>Tag: how the accepted response arrived.</summary>
    public const string ChannelTag = "loopback_oauth.channel";

    /// <summary>Tag: how it ended.</summary>
    public const string OutcomeTag = "loopback_oauth.outcome";

    /// <summary>Tag: what was run, a sign-in or a browser leg.</summary>
    public const string FlowTag = "loopback_oauth.flow";

    /// <summary>Tag: why a delivery did not count.</summary>
    public const string RefusalReasonTag = "loopback_oauth.refusal.reason";

    /// <summary>Tag: how many deliveries did not count while a response was waited for.</summary>
    public const string RefusalCountTag = "loopback_oauth.refusal.count";

    /// <summary>Tag: what a sign-out did to the stored entry.</summary>
    public const string RemovalTag = "loopback_oauth.removal";

    /// <summary>Tag: what a sign-out did to the tokens at the authorization server.</summary>
    public const string RevocationTag = "loopback_oauth.revocation";

    /// <summary>Tag of OpenTelemetry: a code of this library or of an RFC, or <c>_OTHER</c>. Not there when all went well.</summary>
    public const string ErrorTypeTag = "error.type";

    /// <summary>Tag of OpenTelemetry: the HTTP status of the answer that something failed with, 100 to 599.</summary>
    public const string HttpStatusTag = "http.response.status_code";

    /// <summary>Counter, <c>{sign_in}</c>: sign-ins and browser legs that ended.</summary>
    public const string SignInsInstrument = "loopback_oauth.sign_ins";

    /// <summary>Up-down counter, <c>{sign_in}</c>: sign-ins and browser legs under way.</summary>
    public const string ActiveSignInsInstrument = "loopback_oauth.active_sign_ins";

    /// <summary>Counter, <c>{delivery}</c>: deliveries that did not count as the response.</summary>
    public const string RefusalsInstrument = "loopback_oauth.callback.refusals";

    /// <summary>Histogram, <c>s</c>: from the authorization URL being shown to the response being accepted.</summary>
    public const string CallbackDurationInstrument = "loopback_oauth.callback.duration";

    /// <summary>Counter, <c>{refresh}</c>: refreshes that ended.</summary>
    public const string RefreshesInstrument = "loopback_oauth.refreshes";

    /// <summary>Histogram, <c>s</c>: how long refreshes took.</summary>
    public const string RefreshDurationInstrument = "loopback_oauth.refresh.duration";
}
