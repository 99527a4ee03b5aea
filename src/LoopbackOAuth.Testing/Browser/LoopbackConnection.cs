using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Browser;

/// <summary>The browser's way to the listener: a plain socket, one request each.</summary>
internal static class LoopbackConnection
{
    private const int MaxRedirects = 20;

    /// <summary>Sends a request, reads the reply, and goes where it leads, as long as that is the same authority.</summary>
    public static async Task<BrowserPage> FollowAsync(LoopbackRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            BrowserPage page = await ExchangeAsync(request, patience, cancellationToken).ConfigureAwait(false);
            if (page.Status is not (301 or 302 or 303 or 307 or 308)
                || !Uri.TryCreate(page.Uri, page.Header("Location"), out Uri? target)
                || target.GetLeftPart(UriPartial.Authority) != page.Uri.GetLeftPart(UriPartial.Authority))
            {
                return page;
            }

            // No request here has a body, so that every redirect is followed alike. The fields stay: a chain that began on another site stays cross-site.
            request = request with { Uri = target };
        }

        return Failed(request, "The listener redirects too often.");
    }

    // Whatever goes wrong on the way is part of the page.
    private static async Task<BrowserPage> ExchangeAsync(LoopbackRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using TcpClient client = await ConnectAsync(request.Uri, either.Token).ConfigureAwait(false);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(HeadOf(request), either.Token).ConfigureAwait(false);
            return await ReadAsync(stream, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(request, "There was no reply in time.");
        }
        catch (SocketException exception)
        {
            return Failed(request, exception.SocketErrorCode is SocketError.ConnectionRefused ? "The connection was refused." : exception.Message);
        }
        catch (IOException exception)
        {
            return Failed(request, exception.Message);
        }
    }

    /// <summary>Connects as a browser would: it tries the IPv6 address of <c>localhost</c> first.</summary>
    public static async Task<TcpClient> ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = AddressesOf(uri);
        for (int i = 0; ; i++)
        {
            var client = new TcpClient(addresses[i].AddressFamily) { NoDelay = true };
            try
            {
                await client.ConnectAsync(addresses[i], uri.Port, cancellationToken).ConfigureAwait(false);
                return client;
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                client.Dispose();
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }

    public static bool IsLoopback(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    private static IPAddress[] AddressesOf(Uri uri)
    {
        if (!IsLoopback(uri))
        {
            throw new IOException("A scripted browser connects to the loopback interface only.");
        }

        return uri.Host == "localhost" ? [IPAddress.IPv6Loopback, IPAddress.Loopback] : [IPAddress.Parse(uri.Host)];
    }

    private static byte[] HeadOf(LoopbackRequest request)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {TargetOf(request.Uri)} HTTP/1.1\r\nHost: {request.Uri.Authority}\r\n");
        foreach ((string name, string value) in request.Fields.All)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    // From the text received, because Uri decodes some escapes and a browser does not.
    private static string TargetOf(Uri uri)
    {
        string rest = uri.OriginalString[(uri.OriginalString.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('#')[0];
        int start = rest.IndexOfAny(['/', '?']);
        string target = start < 0 ? "/" : rest[start] == '?' ? "/" + rest[start..] : rest[start..];
        return target.All(character => character is > ' ' and <= '~') ? target : uri.PathAndQuery;
    }

    private static async Task<BrowserPage> ReadAsync(NetworkStream stream, LoopbackRequest request, CancellationToken cancellationToken)
    {
        var reader = new HttpMessageReader(stream);
        if (await reader.ReadHeadAsync(cancellationToken).ConfigureAwait(false) is not (var line, var fields))
        {
            return Failed(request, "The connection was closed without a reply.");
        }

        if (line.Split(' ') is not ["HTTP/1.1" or "HTTP/1.0", var code, ..] || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int status))
        {
            return Failed(request, "The reply is not HTTP/1.1.");
        }

        bool hasBody = request.Method != "HEAD" && status is >= 200 and not (204 or 304);
        byte[] body = hasBody ? await reader.ReadBodyAsync(fields, untilClosed: true, cancellationToken).ConfigureAwait(false) : [];
        return new BrowserPage
        {
            Method = request.Method,
            Uri = request.Uri,
            Cause = request.Cause,
            Status = status,
            Headers = fields.All,
            Body = Encoding.UTF8.GetString(body),
        };
    }

    private static BrowserPage Failed(LoopbackRequest request, string failure) =>
        new() { Method = request.Method, Uri = request.Uri, Cause = request.Cause, Failure = failure };
}
