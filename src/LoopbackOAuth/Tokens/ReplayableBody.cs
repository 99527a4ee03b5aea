using System.Net.Http.Json;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// The body of a request that may have to be sent twice. What is not in memory is read into it beforehand when its length is stated, and recorded while it is
/// sent when it is JSON, whose length nobody knows: the values in it may be a sequence that can be read once. Disposing gives the request its own body back.
/// </summary>
internal sealed class ReplayableBody : IDisposable
{
    private const int DeepestMultipart = 8;

    private readonly HttpRequestMessage _request;
    private readonly HttpContent? _original;
    private readonly bool _isReplayable;
    private readonly RecordedContent? _recorded;
    private HttpContent? _sent;

    private ReplayableBody(HttpRequestMessage request, bool isReplayable, RecordedContent? recorded)
    {
        _request = request;
        _original = _sent = request.Content;
        _isReplayable = isReplayable;
        _recorded = recorded;
        if (recorded is not null)
        {
            request.Content = _sent = recorded;
        }
    }

    /// <summary>Prepares the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxLength">How many bytes may be held in memory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ReplayableBody> TakeAsync(HttpRequestMessage request, int maxLength, CancellationToken cancellationToken)
    {
        switch (request.Content)
        {
            case null:
            case { } content when IsInMemory(content, DeepestMultipart):
                return new ReplayableBody(request, isReplayable: true, recorded: null);

            // What it says of its length bounds what is held of it.
            case { Headers.ContentLength: { } length } content:
                if (length > maxLength)
                {
                    return new ReplayableBody(request, isReplayable: false, recorded: null);
                }

#if NET9_0_OR_GREATER
                await content.LoadIntoBufferAsync(maxLength, cancellationToken).ConfigureAwait(false);
#else
                await content.LoadIntoBufferAsync(maxLength).WaitAsync(cancellationToken).ConfigureAwait(false);
#endif
                return new ReplayableBody(request, isReplayable: true, recorded: null);

            case JsonContent content when maxLength > 0:
                return new ReplayableBody(request, isReplayable: true, new RecordedContent(content, maxLength));

            default:
                return new ReplayableBody(request, isReplayable: false, recorded: null);
        }
    }

    /// <summary>Makes the request ready to be sent again, if it can be.</summary>
    /// <returns>Whether it can.</returns>
    public bool TryRewind()
    {
        // Whoever put another body in its place, a redirect for one, has changed the request.
        if (!_isReplayable || !ReferenceEquals(_request.Content, _sent))
        {
            return false;
        }

        if (_recorded is not null)
        {
            if (_recorded.Copy() is not { } copy)
            {
                return false;
            }

            _request.Content = _sent = copy;
        }

        return true;
    }

    public void Dispose()
    {
        if (ReferenceEquals(_request.Content, _sent) && !ReferenceEquals(_sent, _original))
        {
            _request.Content = _original;
        }
    }

    // Only what .NET itself writes anew from memory each time: a class derived from these may write anything.
    private static bool IsInMemory(HttpContent content, int depth)
    {
        Type type = content.GetType();
        return type == typeof(ByteArrayContent) || type == typeof(StringContent) || type == typeof(FormUrlEncodedContent) || type == typeof(ReadOnlyMemoryContent)
            || ((type == typeof(MultipartContent) || type == typeof(MultipartFormDataContent))
                && depth > 0 && ((MultipartContent)content).All(part => IsInMemory(part, depth - 1)));
    }
}
