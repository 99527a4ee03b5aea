using System.Web;

namespace LoopbackOAuth.Testing.Browser;

/// <summary>The browser at the authorization server: follows its redirects until one leads to the client's redirect URI.</summary>
internal sealed class AuthorizationPages(HttpMessageInvoker server)
{
    private const int MaxRedirects = 20;

    /// <summary>The redirect to the client, or the page at which the browser is stuck. One of the two is there.</summary>
    /// <param name="authorizationUri">Where to begin.</param>
    /// <param name="decision">What the user says on a consent page; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task<(Uri? Redirect, BrowserPage? Page)> WalkAsync(Uri authorizationUri, bool? decision, CancellationToken cancellationToken)
    {
        Func<Uri, bool> isRedirectUri = RedirectUriOf(authorizationUri);
        Uri current = authorizationUri;
        HttpContent? form = null;
        for (int i = 0; i <= MaxRedirects; i++)
        {
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, current) { Content = form };
            request.Headers.TryAddWithoutValidation("Accept", "text/html");
            HttpResponseMessage response;
            try
            {
                response = await server.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception)
            {
                return (null, new BrowserPage { Method = request.Method.Method, Uri = current, Failure = exception.Message });
            }

            using (response)
            {
                form = null;
                if ((int)response.StatusCode is >= 301 and <= 308 && response.Headers.Location is { } location)
                {
                    Uri target = location.IsAbsoluteUri ? location : new Uri(current, location);
                    if (isRedirectUri(target))
                    {
                        return (target, null);
                    }

                    current = target;
                    continue;
                }

                BrowserPage page = await ReadAsync(request, response, cancellationToken).ConfigureAwait(false);
                if (decision is not { } allow || ConsentForm.Fill(page, allow) is not { } filled)
                {
                    return (null, page);
                }

                (current, form) = filled;
            }
        }

        return (null, new BrowserPage { Method = "GET", Uri = current, Failure = "The server redirects too often." });
    }

    // A pushed request (RFC 9126) does not show its redirect URI; then any other loopback authority is taken for it.
    private static Func<Uri, bool> RedirectUriOf(Uri authorizationUri) =>
        Uri.TryCreate(HttpUtility.ParseQueryString(authorizationUri.Query)["redirect_uri"], UriKind.Absolute, out Uri? redirectUri)
            ? target => target.GetLeftPart(UriPartial.Path) == redirectUri.GetLeftPart(UriPartial.Path)
            : target => LoopbackConnection.IsLoopback(target) && target.Authority != authorizationUri.Authority;

    private static async Task<BrowserPage> ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken) => new()
    {
        Method = request.Method.Method,
        Uri = request.RequestUri!,
        Status = (int)response.StatusCode,
        Headers = [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))],
        Body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false),
    };
}
