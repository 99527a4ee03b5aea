using System.Globalization;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Testing.Http;
using LoopbackOAuth.Testing.Server;

namespace LoopbackOAuth.Testing;

/// <summary>
/// An OAuth 2.1 authorization server for tests. It holds a client to the rules (PKCE with S256, registered redirect URIs,
/// codes for one use), and breaks them itself when told to through <see cref="Misbehaviour"/>.
/// </summary>
/// <remarks>
/// <para>
/// Endpoints, below the issuer: <c>/authorize</c>, <c>/token</c>, <c>/revoke</c>, <c>/jwks</c>, <c>/consent</c>, and the metadata documents
/// of RFC 8414 and OpenID Connect Discovery. It is safe to use from many threads.
/// </para>
/// <example>
/// In this process, without a socket for the server:
/// <code>
/// await using var server = new TestAuthorizationServer();
/// using HttpMessageHandler backchannel = server.CreateHandler();
/// await using var browser = new ScriptedBrowser(server.CreateHandler());
/// // Give the backchannel to the client under test, and the browser as its launcher; then sign in at server.Issuer.
/// Assert.Equal(1, server.TokenRequestCount);
/// </code>
/// On a socket, for a client that brings its own HTTP stack:
/// <code>
/// await using HostedTestAuthorizationServer hosted = await server.StartAsync();
/// // hosted.Issuer is http://127.0.0.1:port.
/// </code>
/// </example>
/// </remarks>
public sealed class TestAuthorizationServer : IAsyncDisposable
{
    private readonly Gate _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly TestAuthorizationServerOptions _options;
    private readonly GrantStore _grants;
    private readonly IdTokenSigner _signer = new();
    private readonly MetadataEndpoint _metadata;
    private readonly AuthorizationEndpoint _authorization;
    private readonly TokenEndpoint _token;
    private readonly RevocationEndpoint _revocation;
    private readonly CancellationTokenSource _disposed = new();
    private volatile TestServerMisbehaviour _misbehaviour = TestServerMisbehaviour.None;
    private volatile string _issuer;
    private int _isHosted;
    private int _isDisposed;

    /// <summary>Creates a server.</summary>
    /// <param name="options">What it accepts and issues; by default every client id and every loopback redirect URI.</param>
    /// <exception cref="ArgumentException">The issuer is not an absolute http or https URL without query and fragment, or ends with a slash.</exception>
    public TestAuthorizationServer(TestAuthorizationServerOptions? options = null)
    {
        _options = options ?? new TestAuthorizationServerOptions();
        if (!Uri.TryCreate(_options.Issuer, UriKind.Absolute, out Uri? issuer)
            || !issuer.Scheme.StartsWith("http", StringComparison.Ordinal)
            || _options.Issuer.IndexOfAny(['?', '#']) >= 0
            || _options.Issuer.EndsWith('/'))
        {
            throw new ArgumentException("An issuer is an absolute URL without query, fragment and final slash.", nameof(options));
        }

        _issuer = _options.Issuer;
        _grants = new GrantStore(_options);
        var clients = new ClientRegistry(_options);
        _metadata = new MetadataEndpoint(_options);
        _authorization = new AuthorizationEndpoint(_options, clients, _grants);
        _token = new TokenEndpoint(_options, new ClientAuthenticator(clients), _grants, _signer);
        _revocation = new RevocationEndpoint(new ClientAuthenticator(clients), _grants);
    }

    /// <summary>The issuer identifier. It changes while the server is hosted.</summary>
    public string Issuer => _issuer;

    /// <summary>What the server does wrong, from the next request on.</summary>
    /// <value>The default is <see cref="TestServerMisbehaviour.None"/>.</value>
    public TestServerMisbehaviour Misbehaviour
    {
        get => _misbehaviour;
        set => _misbehaviour = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests the authorization endpoint received.</summary>
    public int AuthorizationRequestCount => CountOf("/authorize");

    /// <summary>How many requests the token endpoint received, whatever came of them.</summary>
    public int TokenRequestCount => CountOf("/token");

    /// <summary>How many requests the revocation endpoint received, whatever came of them.</summary>
    public int RevocationRequestCount => CountOf("/revoke");

    /// <summary>How often a code or a refresh token was presented again after its use. Each time, everything that came of it was revoked.</summary>
    public int ReplayCount => _grants.ReplayCount;

    /// <summary>Every access token so far, in order of issue.</summary>
    public IReadOnlyList<IssuedAccessToken> IssuedAccessTokens => _grants.AccessTokens;

    /// <summary>Whether an access token would be accepted by a resource server now.</summary>
    /// <param name="accessToken">The token.</param>
    /// <returns><see langword="true"/> when this server issued it and it is neither expired nor revoked.</returns>
    public bool IsActive(Secret accessToken) => _grants.IsActive(accessToken);

    /// <summary>Creates a handler that serves <see cref="Issuer"/> in this process, without a socket. It knows no other host and follows no redirect.</summary>
    /// <returns>The handler, which the caller disposes.</returns>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(() => new Uri(_issuer), HandleAsync);

    /// <summary>Serves on a free port of 127.0.0.1. <see cref="Issuer"/> follows, until the result is disposed.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The hosted server, which the caller disposes.</returns>
    /// <exception cref="InvalidOperationException">It is hosted already.</exception>
    public Task<HostedTestAuthorizationServer> StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (Interlocked.Exchange(ref _isHosted, 1) != 0)
        {
            throw new InvalidOperationException("The server is hosted already.");
        }

        var host = new LoopbackHttpHost(HandleAsync);
        var baseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{host.Port}/"));
        _issuer = baseAddress.GetLeftPart(UriPartial.Authority) + PathOf(_options.Issuer);
        return Task.FromResult(new HostedTestAuthorizationServer(this, host, baseAddress, () =>
        {
            _issuer = _options.Issuer;
            Volatile.Write(ref _isHosted, 0);
        }));
    }

    /// <summary>Ends every request that waits, and lets the signing key go. A hosted server is disposed on its own.</summary>
    /// <returns>A task that ends at once.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _disposed.CancelAsync().ConfigureAwait(false);
            _disposed.Dispose();
            _signer.Dispose();
        }
    }

    private async Task<TestHttpResponse> HandleAsync(TestHttpRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        FormParameters query = FormParameters.Parse(request.Query);
        FormParameters form = FormParameters.Parse(request.HasForm ? request.Body : []);
        lock (_gate)
        {
            _requests.Add(new RecordedRequest
            {
                Method = request.Method,
                Path = request.Path,
                Time = _options.TimeProvider.GetUtcNow(),
                Parameters = [.. query.All, .. form.All],
                Headers = request.Fields.All,
            });
        }

        TestServerMisbehaviour misbehaviour = _misbehaviour;
        string issuer = _issuer;
        string prefix = PathOf(issuer);
        string path = request.Path.StartsWith("/moved/", StringComparison.Ordinal) ? request.Path["/moved".Length..] : request.Path;
        if (request.Method == "GET" && (path == "/.well-known/oauth-authorization-server" + prefix || path == prefix + "/.well-known/openid-configuration"))
        {
            return _metadata.Handle(issuer, request.Path, misbehaviour.Metadata);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        return (request.Method, path.StartsWith(prefix + "/", StringComparison.Ordinal) ? path[prefix.Length..] : "") switch
        {
            ("GET", "/authorize") => _authorization.Handle(issuer, query, misbehaviour),
            ("POST", "/consent") => _authorization.Decide(issuer, form, misbehaviour),
            ("POST", "/token") => await _token.HandleAsync(issuer, request, form, misbehaviour, either.Token).ConfigureAwait(false),
            ("POST", "/revoke") when _options.OfferRevocation => _revocation.Handle(request, form, misbehaviour),
            ("GET", "/jwks") => _signer.KeySet(),
            (_, "/authorize" or "/consent" or "/token" or "/jwks") or (not "POST", "/revoke") => TestHttpResponse.Html(405, "Method not allowed"),
            _ => TestHttpResponse.Html(404, "Not found"),
        };
    }

    private int CountOf(string endpoint)
    {
        lock (_gate)
        {
            string path = PathOf(_options.Issuer) + endpoint;
            return _requests.Count(request => request.Path == path);
        }
    }

    private static string PathOf(string issuer) => new Uri(issuer).AbsolutePath.TrimEnd('/');
}
