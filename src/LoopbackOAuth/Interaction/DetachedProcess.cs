using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// A program started in a session of its own with <c>/dev/null</c> for its three standard streams, which
/// <see cref="System.Diagnostics.Process"/> cannot do without a shell: it either shares the terminal or makes pipes, and a browser
/// that writes into a pipe nobody reads any more is killed for it (SIGPIPE) after this process has gone.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe class DetachedProcess
{
    private static readonly List<DetachedProcess> s_running = [];

    // There as long as one runs: it is how an ended one leaves the system's list at once, and not only at the next start.
    private static PosixSignalRegistration? s_endings;

    private readonly int _id;
    private bool _hasExited;
    private int _status;

    private DetachedProcess(int id) => _id = id;

    /// <summary>Whether it has ended by a signal or with another exit code than 0, as far as <see cref="Poll"/> has seen.</summary>
    public bool HasFailed => _hasExited && _status != 0;

    /// <summary>Starts a program.</summary>
    /// <param name="file">Its absolute path.</param>
    /// <param name="arguments">Its arguments, without its name.</param>
    /// <param name="variables">Its environment.</param>
    /// <returns>The process, or <see langword="null"/> when it cannot be started.</returns>
    public static DetachedProcess? Start(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        using NativeStrings argv = new([file, .. arguments]);
        using NativeStrings envp = new(variables.Select(variable => $"{variable.Key}={variable.Value}"));
        using NativeStrings device = new(["/dev/null"]);

        // Larger than the opaque structures of any C library: 80 and 336 bytes with glibc.
        byte* actions = stackalloc byte[1024];
        byte* attributes = stackalloc byte[1024];
        if (LibCSpawn.InitializeActions(actions) != 0)
        {
            return null;
        }

        if (LibCSpawn.InitializeAttributes(attributes) != 0)
        {
            _ = LibCSpawn.DestroyActions(actions);
            return null;
        }

        try
        {
            for (int stream = 0; stream <= 2; stream++)
            {
                if (LibCSpawn.AddOpen(actions, stream, device.First, stream == 0 ? LibCSpawn.ReadOnly : LibCSpawn.WriteOnly, 0) != 0)
                {
                    return null;
                }
            }

            // A pipe that a caller left open here would be held open for as long as the browser runs, and its reader wait for that.
            if (!OperatingSystem.IsMacOS())
            {
                LibCSpawn.TryCloseFrom(actions, 3);
            }

            // The runtime ignores broken pipes, and a program would inherit that; none are blocked.
            ulong* signals = stackalloc ulong[16];
            new Span<ulong>(signals, 16).Clear();
            _ = LibCSpawn.SetSignalMask(attributes, signals);
            signals[0] = 1UL << (LibCSpawn.BrokenPipe - 1);
            _ = LibCSpawn.SetDefaultSignals(attributes, signals);

            // Ctrl+C here must not end the browser. Where a session of its own cannot be had, the rest will do.
            short session = OperatingSystem.IsMacOS() ? (short)(LibCSpawn.NewSessionOnMac | LibCSpawn.CloseOthersOnMac) : LibCSpawn.NewSession;
            if (LibCSpawn.SetFlags(attributes, (short)(LibCSpawn.DefaultSignals | LibCSpawn.SignalMask | session)) != 0)
            {
                _ = LibCSpawn.SetFlags(attributes, LibCSpawn.DefaultSignals | LibCSpawn.SignalMask);
            }

            int error = LibCSpawn.Spawn(out int id, argv.First, actions, attributes, argv.Pointers, envp.Pointers);
            return error == 0 ? Remember(new DetachedProcess(id)) : null;
        }
        finally
        {
            _ = LibCSpawn.DestroyAttributes(attributes);
            _ = LibCSpawn.DestroyActions(actions);
        }
    }

    /// <summary>Asks whether it has ended, and takes it off the system's list of processes if so. Never waits.</summary>
    /// <returns>Whether it has ended.</returns>
    public bool Poll()
    {
        lock (s_running)
        {
            if (_hasExited)
            {
                return true;
            }

            int id;
            int status;
            do
            {
                id = LibCSpawn.WaitFor(_id, out status, LibCSpawn.NoHang);
            }
            while (id < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);

            // Somebody else may have taken it off the list; then how it ended is not known.
            _hasExited = id != 0;
            _status = id > 0 ? status : 0;
            return _hasExited;
        }
    }

    private static DetachedProcess Remember(DetachedProcess process)
    {
        lock (s_running)
        {
            s_running.Add(process);
            s_endings ??= PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => Forget());
        }

        // It may have ended before anybody listened.
        Forget();
        return process;
    }

    private static void Forget()
    {
        PosixSignalRegistration? done = null;
        lock (s_running)
        {
            s_running.RemoveAll(static process => process.Poll());
            if (s_running.Count == 0)
            {
                (done, s_endings) = (s_endings, null);
            }
        }

        done?.Dispose();
    }
}
