using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace LoopbackOAuth.Interaction;

/// <summary>Reads keys from a Unix terminal on one thread that lives exactly as long as this object.</summary>
internal sealed class UnixTerminalInput : ITerminalInput
{
    private const int BurstSize = 64 * 1024;

    // Longer than the gaps within a paste, shorter than anyone types.
    private const int BurstGapMilliseconds = 20;
    private const int BackgroundPollMilliseconds = 500;

    private readonly int _descriptor;
    private readonly RawMode _mode;
    private readonly Channel<byte[]> _bursts = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleWriter = true });

    // Closing the writing end is the signal to stop: it can be waited for together with the terminal.
    private readonly AnonymousPipeServerStream _stop = new(PipeDirection.In, HandleInheritability.None);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _reader;
    private int _isDisposed;

    /// <summary>Switches the terminal to single keys and starts to read.</summary>
    /// <param name="descriptor">The terminal's file descriptor.</param>
    /// <param name="writer">Where to write to the terminal.</param>
    /// <exception cref="IOException">It is not a terminal of a known kind.</exception>
    public UnixTerminalInput(int descriptor, TextWriter writer)
    {
        _descriptor = descriptor;
        try
        {
            _mode = new RawMode(descriptor, writer);
            _reader = new Thread(Read) { IsBackground = true, Name = "LoopbackOAuth terminal" };
            _reader.Start();
        }
        catch
        {
            _mode?.Dispose();
            _stop.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken)
    {
        while (await _bursts.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_bursts.Reader.TryRead(out byte[]? burst))
            {
                return burst;
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public void Refresh() => _mode.Refresh();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _stop.DisposeLocalCopyOfClientHandle();
            await _ended.Task.ConfigureAwait(false);
            _reader.Join();
            _mode.Dispose();
            await _stop.DisposeAsync().ConfigureAwait(false);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Read()
    {
        byte[] buffer = new byte[BurstSize];
        try
        {
            while (WaitForKeys(Timeout.Infinite) is { } isReadable)
            {
                if (!isReadable)
                {
                    continue;
                }

                if (!RawMode.IsForeground(_descriptor))
                {
                    // Reading now would stop the process.
                    if (Wait(isWatchingKeys: false, BackgroundPollMilliseconds) is null)
                    {
                        break;
                    }

                    continue;
                }

                int length = Drain(buffer, out bool isGone);
                if (length > 0)
                {
                    _bursts.Writer.TryWrite(buffer[..length]);
                    Array.Clear(buffer, 0, length);
                }

                if (isGone)
                {
                    break;
                }
            }
        }
        finally
        {
            _bursts.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    // The first byte is there; what follows without a pause belongs to it.
    private unsafe int Drain(byte[] buffer, out bool isGone)
    {
        int length = 0;
        isGone = false;
        do
        {
            nint read;
            fixed (byte* start = &buffer[length])
            {
                read = LibC.Read(_descriptor, start, (nuint)(buffer.Length - length));
            }

            if (read > 0)
            {
                length += (int)read;
            }
            else if (read == 0 || !IsTransient(Marshal.GetLastPInvokeError()))
            {
                isGone = true;
                return length;
            }
        }
        while (length < buffer.Length && WaitForKeys(BurstGapMilliseconds) is true);

        return length;
    }

    private bool? WaitForKeys(int milliseconds) => Wait(isWatchingKeys: true, milliseconds);

    /// <summary>Waits for keys, for the signal to stop or for a while.</summary>
    /// <returns>Whether there are keys; <see langword="null"/> when it is time to stop.</returns>
    private unsafe bool? Wait(bool isWatchingKeys, int milliseconds)
    {
        PollDescriptor* descriptors = stackalloc PollDescriptor[2];
        descriptors[0] = new PollDescriptor { Descriptor = (int)_stop.SafePipeHandle.DangerousGetHandle(), Events = PollDescriptor.Readable };
        descriptors[1] = new PollDescriptor { Descriptor = _descriptor, Events = PollDescriptor.Readable };
        int ready = LibC.Poll(descriptors, isWatchingKeys ? 2u : 1u, milliseconds);
        if (ready < 0)
        {
            return IsTransient(Marshal.GetLastPInvokeError()) ? false : null;
        }

        return descriptors[0].Returned != 0 ? null : descriptors[1].Returned != 0;
    }

    private static bool IsTransient(int error) =>
        error is LibC.Interrupted || error == (OperatingSystem.IsMacOS() ? LibC.WouldBlockOnMac : LibC.WouldBlockOnLinux);
}
