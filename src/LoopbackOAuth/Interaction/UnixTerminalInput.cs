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

    // A newline ends the line if nothing follows. Browser terminals send a paste in pieces with pauses and do not mark
    // it, and nobody who pressed Enter notices this.
    private const int NewlineGapMilliseconds = 200;
    private const int BackgroundPollMilliseconds = 500;

    // A paste under way at the end: what is still to come of it, with a pause that is longer than those in it, and with an end.
    private const int RestGapMilliseconds = 100;
    private const int OpenPasteGapMilliseconds = 500;
    private static readonly TimeSpan s_recently = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(2);

    private readonly int _descriptor;
    private readonly RawMode _mode;
    private readonly Channel<byte[]> _bursts = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleWriter = true });

    // Closing the writing end is the signal to stop: it can be waited for together with the terminal.
    private readonly AnonymousPipeServerStream _stop = new(PipeDirection.In, HandleInheritability.None);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _reader;

    // How fast a terminal sends is a matter of real time, whatever clock the sign-in has.
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly KeySequence _marks = new();
    private readonly int _slowness;
    private bool _isPasteOpen;
    private long? _lastRead;
    private int _isDisposed;

    /// <summary>Switches the terminal to single keys and starts to read.</summary>
    /// <param name="descriptor">The terminal's file descriptor.</param>
    /// <param name="writer">Where to write to the terminal.</param>
    /// <param name="slowness">By how much longer than usual the pauses within a paste may be.</param>
    /// <exception cref="IOException">It is not a terminal of a known kind.</exception>
    public UnixTerminalInput(int descriptor, TextWriter writer, int slowness = 1)
    {
        _descriptor = descriptor;
        _slowness = slowness;
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
                    return;
                }
            }

            _bursts.Writer.TryComplete();
            DiscardRest(buffer);
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
                Note(buffer.AsSpan(length, (int)read));
                length += (int)read;
            }
            else if (read == 0 || !IsTransient(Marshal.GetLastPInvokeError()))
            {
                isGone = true;
                return length;
            }
        }
        while (length < buffer.Length && WaitForKeys(IsNewline(buffer, length) ? NewlineGapMilliseconds * _slowness : BurstGapMilliseconds) is true);

        return length;
    }

    private bool IsNewline(byte[] buffer, int length) => !_isPasteOpen && length > 0 && buffer[length - 1] is (byte)'\n' or (byte)'\r';

    private void Note(ReadOnlySpan<byte> bytes)
    {
        _lastRead = _clock.GetTimestamp();
        foreach (byte value in bytes)
        {
            _isPasteOpen = _marks.Feed(value) switch
            {
                KeySequence.Result.PasteBegins => true,
                KeySequence.Result.PasteEnds => false,
                _ => _isPasteOpen,
            };
        }
    }

    // The sign-in ended while somebody pasted: what is still on its way would go to the shell, and a newline in it would
    // run it. Settings that throw away what is there when they change cannot help with what comes a moment later.
    private unsafe void DiscardRest(byte[] buffer)
    {
        long start = _clock.GetTimestamp();
        bool isUnderWay = _lastRead is { } last && _clock.GetElapsedTime(last) < s_recently * _slowness;
        int gap = _isPasteOpen ? OpenPasteGapMilliseconds : isUnderWay ? RestGapMilliseconds : 0;
        PollDescriptor keys = new() { Descriptor = _descriptor, Events = PollDescriptor.Readable };
        while (_clock.GetElapsedTime(start) < s_longestRest * _slowness && RawMode.IsForeground(_descriptor) && LibC.Poll(&keys, 1, gap * _slowness) > 0)
        {
            nint read;
            fixed (byte* first = buffer)
            {
                read = LibC.Read(_descriptor, first, (nuint)buffer.Length);
            }

            if (read <= 0)
            {
                break;
            }

            Note(buffer.AsSpan(0, (int)read));
            Array.Clear(buffer, 0, (int)read);
            gap = _isPasteOpen ? OpenPasteGapMilliseconds : RestGapMilliseconds;
        }
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
