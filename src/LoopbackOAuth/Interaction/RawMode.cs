using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Holds a terminal without echo and line editing, with bracketed paste on. Everything is put back on dispose, before a
/// signal ends or stops the process, at an unhandled exception, and when the process exits in any other way that still runs code: not
/// after SIGKILL, and not after <see cref="Environment.FailFast(string)"/>.
/// </summary>
/// <remarks>
/// The runtime takes its own copy of the settings when <see cref="Console"/> or a child process is first used, and puts
/// that copy back at exit. It must have been taken before the settings change here, or the copy itself would be raw:
/// <see cref="Console.Error"/>, on which the prompt has been printed by then, takes care of that.
/// </remarks>
internal sealed unsafe class RawMode : IDisposable
{
    private const string BracketedPasteOn = "\u001b[?2004h";
    private const string EraseLine = "\r\u001b[K";
    private const string BracketedPasteOff = "\u001b[?2004l";

    // Of the clock that renews the settings: a signal that somebody handles without ending the process takes longer than one that ends it.
    private const int TicksAfterSignal = 3;

    private static readonly PosixSignal[] s_ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly byte[] _saved = new byte[TerminalLayout.BufferSize];
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly TerminalLayout _layout;
    private readonly int _descriptor;
    private readonly TextWriter _writer;
    private int _ticksToLetPass;
    private bool _isOver;
    private bool _isDisposed;

    /// <summary>Switches the terminal over.</summary>
    /// <param name="descriptor">The terminal's file descriptor.</param>
    /// <param name="writer">Where to write to the terminal.</param>
    /// <exception cref="IOException">It is not a terminal of a known kind.</exception>
    public RawMode(int descriptor, TextWriter writer)
    {
        _descriptor = descriptor;
        _writer = writer;
        _layout = TerminalLayout.Current ?? throw new IOException("The terminal's settings have an unknown form here.");
        if (!TryGet(_saved))
        {
            throw new IOException("Standard input is not a terminal.");
        }

        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnProcessExit;

        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Stop));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, Continue));
        }

        foreach (PosixSignal signal in s_ends)
        {
            // Not cancelled: whoever else handles the signal decides what becomes of the process.
            _signals.Add(PosixSignalRegistration.Create(signal, _ => End(isForGood: false)));
        }

        Enter();
    }

    /// <summary>Switches over again when somebody else switched back, such as the shell while the process was stopped. Called by a clock.</summary>
    public void Refresh()
    {
        lock (_saved)
        {
            // In the moments before the process ends the terminal must stay as it was put back.
            if (_ticksToLetPass > 0)
            {
                _ticksToLetPass--;
                return;
            }
        }

        Renew();
    }

    /// <summary>Whether this process may change and read the terminal. A background process would be stopped for that (SIGTTOU, SIGTTIN).</summary>
    public static bool IsForeground(int descriptor)
    {
        // A terminal that is not the controlling one has no foreground for us, and no such rule either.
        int foreground = LibC.GetForegroundGroup(descriptor);
        return foreground < 0 || foreground == LibC.GetOwnGroup();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_saved)
        {
            if (_isDisposed)
            {
                return;
            }

            Restore(string.Empty);
            _isDisposed = true;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnProcessExit;
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    // Ctrl+Z: the shell gets its terminal back as it was, and Renew takes it again when the process goes on. The
    // runtime does not stop a process that listens to this signal, so that is done here.
    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_saved)
        {
            // The signal may take a moment, in which the clock must not take the terminal again.
            _ticksToLetPass = 1;
            Restore(EraseLine);
            _ = LibC.SendSignal(LibC.GetOwnProcess(), OperatingSystem.IsMacOS() ? LibC.StopOnMac : LibC.StopOnLinux);
        }
    }

    // The runtime would now put back settings of its own: in the foreground over these, and in the background, where
    // that stops the process once more whenever another thread takes the signal for it (SIGTTOU).
    private void Continue(PosixSignalContext context)
    {
        context.Cancel = true;
        Renew();
    }

    private void OnProcessExit(object? sender, EventArgs e) => End(isForGood: true);

    private void End(bool isForGood)
    {
        lock (_saved)
        {
            _isOver |= isForGood;
            _ticksToLetPass = TicksAfterSignal;
            Restore(EraseLine);
        }
    }

    private void Renew()
    {
        lock (_saved)
        {
            Span<byte> now = stackalloc byte[TerminalLayout.BufferSize];
            if (!_isDisposed && !_isOver && IsForeground(_descriptor) && TryGet(now) && !_layout.IsRaw(now))
            {
                Enter();
            }
        }
    }

    private void Enter()
    {
        Span<byte> raw = stackalloc byte[TerminalLayout.BufferSize];
        _saved.CopyTo(raw);
        _layout.MakeRaw(raw);
        Set(raw, LibC.SetNow);
        Write(BracketedPasteOn);
    }

    private void Restore(string lastWords)
    {
        lock (_saved)
        {
            // In the background the terminal belongs to a shell that has set it up for itself.
            if (_isDisposed || !IsForeground(_descriptor))
            {
                return;
            }

            Write(BracketedPasteOff + lastWords);

            // What was not read is thrown away: the rest of a paste must not become a command of the shell.
            Set(_saved, LibC.SetAndFlush);
        }
    }

    private bool TryGet(Span<byte> settings)
    {
        fixed (byte* pointer = settings)
        {
            return LibC.GetAttributes(_descriptor, pointer) == 0;
        }
    }

    private void Set(ReadOnlySpan<byte> settings, int when)
    {
        fixed (byte* pointer = settings)
        {
            while (LibC.SetAttributes(_descriptor, when, pointer) != 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted)
            {
            }
        }
    }

    private void Write(string text)
    {
        try
        {
            _writer.Write(text);
            _writer.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // The terminal is gone, and its settings with it.
        }
    }
}
