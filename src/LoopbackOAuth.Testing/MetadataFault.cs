namespace LoopbackOAuth.Testing;

/// <summary>What is wrong with the metadata (RFC 8414, OpenID Connect Discovery).</summary>
public enum MetadataFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The document names another issuer; it must not be used (RFC 8414 section 3.3).</summary>
    IssuerMismatch,

    /// <summary>The document offers the PKCE method <c>plain</c> only.</summary>
    WithoutS256,

    /// <summary>200 with an HTML page.</summary>
    Html,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>A redirect to a place that serves the document.</summary>
    Redirect,

    /// <summary>A redirect to itself.</summary>
    RedirectLoop,
}
