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

    /// <summary>500 with an HTML page.</summary>
    ServerErrorHtml,

    /// <summary>200 with an error object, as some servers do.</summary>
    OkWithError,

    /// <summary>200 with an HTML page, as a captive portal does.</summary>
    OkHtml,

    /// <summary>200 with a JSON object of 4 MiB, in front of a valid access token.</summary>
    Oversize,
}
