namespace LoopbackOAuth.Callback;

/// <summary>What <see cref="AdmissionPolicy"/> looks at in one HTTP request. Absent header fields are empty.</summary>
internal ref struct CallbackRequest
{
    public ReadOnlySpan<byte> Method;

    /// <summary>The request target as it came (RFC 9112 section 3.2).</summary>
    public ReadOnlySpan<byte> Target;

    public ReadOnlySpan<byte> Host;

    public int HostCount;

    /// <summary><c>Sec-Purpose</c>, or its forerunners <c>Purpose</c>, <c>X-Purpose</c> and <c>X-Moz</c>.</summary>
    public ReadOnlySpan<byte> Purpose;

    public ReadOnlySpan<byte> FetchMode;

    public ReadOnlySpan<byte> FetchDest;

    public ReadOnlySpan<byte> Origin;

    /// <summary><c>Access-Control-Request-Method</c>.</summary>
    public ReadOnlySpan<byte> PreflightMethod;

    /// <summary><c>Access-Control-Request-Headers</c>.</summary>
    public ReadOnlySpan<byte> PreflightHeaders;

    /// <summary><c>Access-Control-Request-Private-Network</c>.</summary>
    public ReadOnlySpan<byte> PreflightPrivateNetwork;

    public ReadOnlySpan<byte> ContentType;

    /// <summary>The declared length of the body, or -1.</summary>
    public long ContentLength;

    public bool HasTransferEncoding;

    public bool HasUpgrade;
}
