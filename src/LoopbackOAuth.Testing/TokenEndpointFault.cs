namespace LoopbackOAuth.Testing;

/// <summary>What a token endpoint does instead of its work. The request is recorded and no code is used up.</summary>
public enum TokenEndpointFault
{
    /// <summary>Nothing: it works.</summary>
    None,

    /// <summary>400 with <c>invalid_grant</c> (RFC 6749 section 5.2).</summary>
    InvalidGrant,

    /// <summary>401 with <c>invalid_client</c> (RFC 6749 section 5.2).</summary>
    InvalidClient,

    /// <summary>403 with a page that is no OAuth error, as a server does that refuses the account's plan.</summary>
    Forbidden,

    /// <summary>429 with <c>Retry-After</c> (RFC 6585 section 4), if <see cref="TestServerMisbehaviour.RetryAfter"/> says how long.</summary>
    TooManyRequests,

    /// <summary>503 with <c>Retry-After</c> (RFC 9110 section 15.6.4), if <see cref="TestServerMisbehaviour.RetryAfter"/> says how long.</summary>
    ServiceUnavailable,

    /// <summary>500 with an HTML page.</summary>
    ServerErrorHtml,

    /// <summary>200 with an error object, as some servers do.</summary>
    OkWithError,

    /// <summary>200 with an HTML page, as a captive portal does.</summary>
    OkHtml,

    /// <summary>200 with a JSON object of 4 MiB, in front of a valid access token.</summary>
    Oversize,
}
