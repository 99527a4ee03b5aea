using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>
/// Decides which requests may carry an authorization response: a pure function of the request and of the redirect URI
/// that was sent. Everything else is answered and changes nothing (RFC 8252 section 8.10).
/// </summary>
internal sealed class AdmissionPolicy
{
    private const int DefaultHttpPort = 80;

    private readonly byte[] _authority;
    private readonly byte[]? _authorityWithoutPort;
    private readonly byte[] _path;
    private readonly byte[]? _resultPath;
    private readonly bool _acceptFormPost;
    private readonly CrossOriginPolicy _origins;

    /// <param name="redirectUri">The redirect URI that was sent.</param>
    /// <param name="acceptFormPost">Whether a form post may deliver.</param>
    /// <param name="allowedOrigins">The origins whose scripts may deliver by <c>fetch</c>; usually none.</param>
    /// <param name="resultPath">The path of the result page, or <see langword="null"/> when there is none.</param>
    public AdmissionPolicy(Uri redirectUri, bool acceptFormPost, IReadOnlyList<string>? allowedOrigins = null, string? resultPath = null)
    {
        string host = redirectUri.HostNameType is UriHostNameType.IPv6 ? $"[{redirectUri.IdnHost}]" : redirectUri.IdnHost;
        _authority = Encoding.ASCII.GetBytes(FormattableString.Invariant($"{host}:{redirectUri.Port}"));
        _authorityWithoutPort = redirectUri.Port == DefaultHttpPort ? Encoding.ASCII.GetBytes(host) : null;
        _path = Encoding.ASCII.GetBytes(redirectUri.AbsolutePath);
        _resultPath = resultPath is null ? null : Encoding.ASCII.GetBytes(resultPath);
        _acceptFormPost = acceptFormPost;
        _origins = new CrossOriginPolicy(allowedOrigins ?? []);
    }

    /// <summary>Whether a browser or a scanner only looks ahead, and no user is there.</summary>
    public static bool IsLookAhead(ReadOnlySpan<byte> purpose) =>
        purpose.IndexOf("prefetch"u8) >= 0 || purpose.IndexOf("prerender"u8) >= 0 || purpose.IndexOf("preview"u8) >= 0;

    /// <summary>Judges one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">The query without its <c>?</c>, when the verdict is <see cref="Admission.Query"/> or <see cref="Admission.CrossOriginFetch"/>.</param>
    /// <returns>The verdict.</returns>
    public Admission Judge(in CallbackRequest request, out ReadOnlySpan<byte> query)
    {
        query = default;
        if (request.HostCount != 1 || request.HasTransferEncoding || request.HasUpgrade)
        {
            return Admission.BadRequest;
        }

        // The exact authority with its port is what keeps a rebound DNS name out.
        if (!request.Host.SequenceEqual(_authority) && (_authorityWithoutPort is null || !request.Host.SequenceEqual(_authorityWithoutPort)))
        {
            return Admission.Misdirected;
        }

        if (request.Target.IsEmpty || request.Target[0] != '/')
        {
            return Admission.BadRequest;
        }

        int mark = request.Target.IndexOf((byte)'?');
        ReadOnlySpan<byte> path = mark < 0 ? request.Target : request.Target[..mark];
        bool isCallback = path.SequenceEqual(_path);
        if (!isCallback && (_resultPath is null || !request.Target.SequenceEqual(_resultPath)))
        {
            return Admission.NotFound;
        }

        if (request.Method.SequenceEqual("HEAD"u8) || request.Method.SequenceEqual("OPTIONS"u8) || IsLookAhead(request.Purpose))
        {
            return isCallback && _origins.IsPreflight(request) ? Admission.Preflight : Admission.NoContent;
        }

        bool isGet = request.Method.SequenceEqual("GET"u8);
        if (!isGet && !(isCallback && _acceptFormPost && request.Method.SequenceEqual("POST"u8)))
        {
            return Admission.MethodNotAllowed;
        }

        bool isFetch = isGet && isCallback && _origins.IsFetch(request);
        if (!isFetch && !(isGet ? IsNavigation(request) : IsFormNavigation(request)))
        {
            return Admission.Forbidden;
        }

        if (!isGet)
        {
            return JudgeForm(request);
        }

        if (request.ContentLength > 0)
        {
            return Admission.BadRequest;
        }

        if (!isCallback)
        {
            return Admission.ResultPage;
        }

        query = mark < 0 ? default : request.Target[(mark + 1)..];
        return isFetch ? Admission.CrossOriginFetch : Admission.Query;
    }

    /// <summary>What the reply to a request with this verdict allows a script of another origin.</summary>
    public CrossOriginGrant GrantFor(Admission admission, in CallbackRequest request) =>
        admission is Admission.Preflight or Admission.CrossOriginFetch ? _origins.Grant(request, admission is Admission.Preflight) : default;

    // A navigation by GET has no Origin, so that without the fields that say what it is one betrays an older browser's script.
    private static bool IsNavigation(in CallbackRequest request) =>
        MayNavigate(request)
        && (!request.FetchMode.IsEmpty || request.Origin.IsEmpty || request.Origin.SequenceEqual("null"u8));

    // A form comes from the authorization server's page, and the state proves which one. The page is on https (or http on
    // loopback), or its origin is hidden after a redirect; nothing else posts a response.
    private static bool IsFormNavigation(in CallbackRequest request) =>
        MayNavigate(request)
        && (request.Origin.IsEmpty
            || request.Origin.SequenceEqual("null"u8)
            || request.Origin.StartsWith("https://"u8)
            || IsLoopbackOrigin(request.Origin));

    // Browsers that send these fields say truthfully whether this is the user's navigation; others, and curl, send none.
    private static bool MayNavigate(in CallbackRequest request) =>
        (request.FetchMode.IsEmpty || request.FetchMode.SequenceEqual("navigate"u8))
        && (request.FetchDest.IsEmpty || request.FetchDest.SequenceEqual("document"u8));

    private static bool IsLoopbackOrigin(ReadOnlySpan<byte> origin)
    {
        if (!origin.StartsWith("http://"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> authority = origin["http://"u8.Length..];
        int port = authority.LastIndexOf((byte)':');
        ReadOnlySpan<byte> host = port < 0 || authority[^1] == ']' ? authority : authority[..port];
        return host.SequenceEqual("127.0.0.1"u8) || host.SequenceEqual("[::1]"u8) || host.SequenceEqual("localhost"u8);
    }

    private static Admission JudgeForm(in CallbackRequest request)
    {
        ReadOnlySpan<byte> mediaType = request.ContentType;
        int parameters = mediaType.IndexOf((byte)';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).TrimEnd((byte)' ');
        return request.ContentLength switch
        {
            _ when !Ascii.EqualsIgnoreCase(mediaType, "application/x-www-form-urlencoded"u8) => Admission.UnsupportedMediaType,
            < 0 => Admission.BadRequest,
            > CallbackParser.MaxLength => Admission.ContentTooLarge,
            _ => Admission.FormBody,
        };
    }
}
