using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>
/// The one HTTP client for requests that go straight to an authorization server. Sizes, redirects and times are
/// bounded, and what goes wrong on the way is an <see cref="OAuthError"/>.
/// </summary>
/// <remarks>Nothing of HTTP is loaded before the first request. A handler given by the caller must not follow redirects itself.</remarks>
internal sealed class BackchannelClient : IDisposable
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int MaxBodySize = 256 * 1024;

    /// <summary>How many redirects a GET follows. A POST follows none: it carries secrets.</summary>
    public const int MaxRedirects = 3;

    // A token response seldom has more than 1 KB and never needs a second buffer then; the buffer doubles for what is longer.
    private const int FirstBodySize = 2048;
    private const int LeastRead = 256;

    private static readonly TimeSpan LongestWaitAskedFor = TimeSpan.FromDays(1);

    private static readonly string UserAgent = "LoopbackOAuth/" + typeof(BackchannelClient).Assembly.GetName().Version?.ToString(3);

    private readonly HttpMessageHandler? _handler;
    private readonly bool _disposeHandler;
    private readonly TimeProvider _timeProvider;
    private bool _isDisposed;
    private HttpClient? _client;

    /// <param name="handler">What sends; without one, the library's own.</param>
    /// <param name="disposeHandler">Whether a given handler is disposed with this client.</param>
    /// <param name="timeProvider">The clock of the time limit.</param>
    public BackchannelClient(HttpMessageHandler? handler = null, bool disposeHandler = false, TimeProvider? timeProvider = null)
    {
        _handler = handler;
        _disposeHandler = disposeHandler;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>How long one request may take, redirects and body included.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets a document.</summary>
    public Task<ProtocolResult<BackchannelResponse>> GetAsync(Uri uri, CancellationToken cancellationToken) =>
        RunAsync(uri, form: null, basicCredentials: null, cancellationToken);

    /// <summary>Posts a form.</summary>
    /// <param name="uri">The endpoint.</param>
    /// <param name="form">The parameters, in their order.</param>
    /// <param name="basicCredentials">The credentials of HTTP Basic in base64, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ProtocolResult<BackchannelResponse>> PostFormAsync(Uri uri, IEnumerable<KeyValuePair<string, string>> form, string? basicCredentials, CancellationToken cancellationToken) =>
        RunAsync(uri, FormEncoding.Encode(form), basicCredentials, cancellationToken);

    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        if (_client is not null)
        {
            _client.Dispose();
        }
        else if (_disposeHandler)
        {
            _handler?.Dispose();
        }
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseDrainSize = MaxBodySize,
        MaxResponseHeadersLength = 32,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseCookies = false,
    };

    private static HttpRequestMessage CreateRequest(Uri uri, string? form, string? basicCredentials)
    {
        HttpRequestMessage request = new(form is null ? HttpMethod.Get : HttpMethod.Post, uri);

        // Fixed texts, which need no parser.
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (form is not null)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(FormEncoding.MediaType);
        }

        if (basicCredentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basicCredentials);
        }

        return request;
    }

    private async Task<ProtocolResult<BackchannelResponse>> RunAsync(Uri uri, string? form, string? basicCredentials, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource timeout = new(RequestTimeout, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await SendAsync(uri, form, basicCredentials, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _isDisposed))
            {
                return BackchannelErrors.Disposed();
            }

            return BackchannelErrors.From(exception, uri);
        }
    }

    private async Task<ProtocolResult<BackchannelResponse>> SendAsync(Uri uri, string? form, string? basicCredentials, CancellationToken cancellationToken)
    {
        HttpClient client = Client();
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = CreateRequest(uri, form, basicCredentials);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response))
            {
                return await ReadAsync(response, uri, cancellationToken).ConfigureAwait(false);
            }

            if (form is not null)
            {
                return BackchannelErrors.Redirected(uri, (int)response.StatusCode, "a request that carries secrets follows no redirect");
            }

            if (redirects == MaxRedirects)
            {
                return BackchannelErrors.Redirected(uri, (int)response.StatusCode, $"more than {MaxRedirects} redirects");
            }

            if (!Uri.TryCreate(uri, response.Headers.Location, out Uri? target) || target.UserInfo.Length > 0 || !EndpointRule.IsSecure(target)
                || (uri.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps))
            {
                return BackchannelErrors.Redirected(uri, (int)response.StatusCode, "the target is neither https nor, from http, http on the loopback interface");
            }

            uri = target;
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is not null;

    // Counted while reading: a Content-Length proves nothing.
    private async Task<ProtocolResult<BackchannelResponse>> ReadAsync(HttpResponseMessage response, Uri uri, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> body = new(FirstBodySize);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int count;
            while ((count = await stream.ReadAsync(body.GetMemory(LeastRead), cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Advance(count);
                if (body.WrittenCount > MaxBodySize)
                {
                    return BackchannelErrors.TooLarge(uri, (int)response.StatusCode);
                }
            }
        }

        ReadOnlyMemory<byte> read = body.WrittenMemory;
        return new BackchannelResponse
        {
            StatusCode = (int)response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            RetryAfter = WaitAskedFor(response.Headers.RetryAfter),
            Body = read.Span.StartsWith(Encoding.UTF8.Preamble) ? read[Encoding.UTF8.Preamble.Length..] : read,
        };
    }

    private TimeSpan? WaitAskedFor(RetryConditionHeaderValue? field)
    {
        TimeSpan? wait = field?.Delta ?? (field?.Date is { } date ? date - _timeProvider.GetUtcNow() : null);
        return wait is { } time ? TimeSpan.FromTicks(Math.Clamp(time.Ticks, 0, LongestWaitAskedFor.Ticks)) : null;
    }

    private HttpClient Client()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        if (_client is { } existing)
        {
            return existing;
        }

        HttpClient created = _handler is null
            ? new(CreateHandler(), disposeHandler: true)
            : new(_handler, _disposeHandler);

        // The time limit is RunAsync's, which has a clock of its own.
        created.Timeout = Timeout.InfiniteTimeSpan;
        if (Interlocked.CompareExchange(ref _client, created, null) is not { } first)
        {
            if (!Volatile.Read(ref _isDisposed))
            {
                return created;
            }

            // Disposed meanwhile by somebody who saw no client yet.
            created.Dispose();
            throw new ObjectDisposedException(nameof(BackchannelClient));
        }

        if (_handler is null)
        {
            created.Dispose();
        }

        return first;
    }
}
