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
    private readonly bool _acceptFormPost;

    public AdmissionPolicy(Uri redirectUri, bool acceptFormPost)
    {
        string host = redirectUri.HostNameType is UriHostNameType.IPv6 ? $"[{redirectUri.IdnHost}]" : redirectUri.IdnHost;
        _authority = Encoding.ASCII.GetBytes(FormattableString.Invariant($"{host}:{redirectUri.Port}"));
        _authorityWithoutPort = redirectUri.Port == DefaultHttpPort ? Encoding.ASCII.GetBytes(host) : null;
        _path = Encoding.ASCII.GetBytes(redirectUri.AbsolutePath);
        _acceptFormPost = acceptFormPost;
    }

    /// <summary>Judges one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">The query without its <c>?</c>, when the verdict is <see cref="Admission.Query"/>.</param>
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
        if (!path.SequenceEqual(_path))
        {
            return Admission.NotFound;
        }

        if (request.Method.SequenceEqual("HEAD"u8) || request.Method.SequenceEqual("OPTIONS"u8) || IsLookAhead(request.Purpose))
        {
            return Admission.NoContent;
        }

        bool isGet = request.Method.SequenceEqual("GET"u8);
        if (!isGet && !(_acceptFormPost && request.Method.SequenceEqual("POST"u8)))
        {
            return Admission.MethodNotAllowed;
        }

        // Browsers that send these say truthfully whether this is the user's navigation; others, and curl, send none.
        if ((!request.FetchMode.IsEmpty && !request.FetchMode.SequenceEqual("navigate"u8))
            || (!request.FetchDest.IsEmpty && !request.FetchDest.SequenceEqual("document"u8)))
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

        query = mark < 0 ? default : request.Target[(mark + 1)..];
        return Admission.Query;
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

    private static bool IsLookAhead(ReadOnlySpan<byte> purpose) =>
        purpose.IndexOf("prefetch"u8) >= 0 || purpose.IndexOf("prerender"u8) >= 0 || purpose.IndexOf("preview"u8) >= 0;
}
