namespace LoopbackOAuth.Tokens;

/// <summary>Passes on what is written to it, and remembers it up to a bound. It does not own the stream below.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="maxLength">How many bytes are remembered at most; of more, nothing is.</param>
internal sealed class RecordingStream(Stream inner, int maxLength) : Stream
{
    private readonly object _gate = new();
    private MemoryStream? _record = new();
    private bool _isWhole;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>All that was written, or <see langword="null"/> when it was too much or has not ended.</summary>
    public byte[]? Whole()
    {
        lock (_gate)
        {
            return _isWhole ? _record?.ToArray() : null;
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isWhole = true;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Record(buffer);
        inner.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Record(buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Record(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_record is null)
            {
                return;
            }

            if (bytes.Length > maxLength - _record.Length)
            {
                _record = null;
                return;
            }

            _record.Write(bytes);
        }
    }
}
