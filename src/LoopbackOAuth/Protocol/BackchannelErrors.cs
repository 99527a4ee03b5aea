namespace LoopbackOAuth.Protocol;

/// <summary>The errors of the way to a server. They are in this library's words: an exception's message may hold what must not be shown.</summary>
internal static class BackchannelErrors
{
    public static OAuthError Disposed() => new()
    {
        Code = ErrorCodes.NetworkError,
        Description = "The authorizer was disposed while a request was under way.",
        Remedy = "Dispose the authorizer only when no sign-in is under way.",
    };

    public static OAuthError From(Exception exception, Uri uri) => exception switch
    {
        OperationCanceledException => new()
        {
            Code = ErrorCodes.ServerTimeout,
            Description = $"{Host(uri)} did not answer in time.",
            Remedy = "Check the network, a proxy or a firewall between this machine and the server, then try again.",
        },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Network(
            uri, "its name could not be resolved", "Check the spelling of the host and the DNS and proxy settings of this machine."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Network(
            uri, "no TLS connection could be made", "Check the server's certificate, the clock of this machine and any proxy that inspects TLS."),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => Network(
            uri, "the proxy refused the connection", "Check the HTTPS_PROXY and NO_PROXY settings of this machine."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => Network(
            uri, "the headers of its response were too large", "Report it to the operator of the server."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Network(
            uri, "no connection could be made", "Check that the server is running and that this machine may reach it, directly or through a proxy."),
        _ => Network(uri, "the connection broke", "Check the network, then try again."),
    };

    public static OAuthError Redirected(Uri uri, int statusCode, string reason) => new()
    {
        Code = ErrorCodes.RedirectRefused,
        Description = $"{Host(uri)} answered with a redirect that is not followed: {reason}.",
        StatusCode = statusCode,
        Remedy = "Check the configured endpoint or issuer; state the address that the server redirects to, if it is the right one.",
    };

    public static OAuthError TooLarge(Uri uri, int statusCode) => new()
    {
        Code = ErrorCodes.ResponseTooLarge,
        Description = $"{Host(uri)} answered with more than {BackchannelClient.MaxBodySize / 1024} KB.",
        StatusCode = statusCode,
        Remedy = "Check that the configured endpoint or issuer is the authorization server's.",
    };

    private static OAuthError Network(Uri uri, string reason, string remedy) => new()
    {
        Code = ErrorCodes.NetworkError,
        Description = $"The request to {Host(uri)} failed: {reason}.",
        Remedy = remedy,
    };

    // IdnHost is ASCII whatever the URL holds.
    private static string Host(Uri uri) => uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";
}
