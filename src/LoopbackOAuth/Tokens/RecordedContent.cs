using System.Net;

namespace LoopbackOAuth.Tokens;

/// <summary>A body that is written once, and recorded on its way as long as it is short.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly int _maxLength;
    private RecordingStream? _recording;

    /// <param name="inner">The body.</param>
    /// <param name="maxLength">How many bytes are recorded at most.</param>
    public RecordedContent(HttpContent inner, int maxLength)
    {
        _inner = inner;
        _maxLength = maxLength;
        CopyHeaders(this);
    }

    /// <summary>The body once more: itself when nothing of it was written yet, the record of it when that is whole, and otherwise <see langword="null"/>.</summary>
    public HttpContent? Copy()
    {
        if (Volatile.Read(ref _recording) is not { } recording)
        {
            return new RecordedContent(_inner, _maxLength);
        }

        if (recording.Whole() is not { } bytes)
        {
            return null;
        }

        ByteArrayContent copy = new(bytes);
        CopyHeaders(copy);
        return copy;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        RecordingStream recording = new(stream, _maxLength);
        await using (recording.ConfigureAwait(false))
        {
            // A second time it is not a first record of the whole any more.
            bool isFirst = Interlocked.CompareExchange(ref _recording, recording, null) is null;
            await _inner.CopyToAsync(recording, context, cancellationToken).ConfigureAwait(false);
            if (isFirst)
            {
                recording.End();
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private void CopyHeaders(HttpContent content)
    {
        foreach (KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> field in _inner.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(field.Key, field.Value);
        }
    }
}
