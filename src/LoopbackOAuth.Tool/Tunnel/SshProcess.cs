using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// The system's own ssh as a child of this process. It keeps the terminal, so that it can ask for passwords, for the passphrase of a key and
/// about the key of a host; what it writes goes line by line to the tunnel, which reads why it ended and shows the rest.
/// </summary>
internal sealed class SshProcess : ISshProcess
{
    private const int Terminate = 15; // SIGTERM
    private const int LongestLine = 1000;

    // The command line gives an interrupted command 2 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TimeProvider _clock;

    private SshProcess(Process process, Action<string> tell, TimeProvider clock)
    {
        _process = process;
        _clock = clock;
        Exited = RunAsync(tell);
    }

    public Task<int> Exited { get; }

    /// <exception cref="TunnelFailureException">It cannot be started.</exception>
    public static SshProcess Start(string program, IReadOnlyList<string> arguments, Action<string> tell, TimeProvider clock)
    {
        // Both outputs, because a command of the user's own configuration may write to the other one, and that belongs to scripts.
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return new SshProcess(Process.Start(start)!, tell, clock);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new TunnelFailureException(new("ssh_not_started", $"'{program}' cannot be started: {exception.Message}", "Give the path of a working ssh to --ssh."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await EndAsync();
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended by itself just now.
        }

        _process.Dispose();
    }

    // First politely: ssh puts the terminal right again when it is asking for a password, and ends the jump that it started.
    private async Task EndAsync()
    {
        if (!OperatingSystem.IsWindows() && SendSignal(_process.Id, Terminate) == 0)
        {
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience, _clock);
                return;
            }
            catch (TimeoutException)
            {
                // Then without asking.
            }
        }

        _process.Kill(entireProcessTree: true);
    }

    private async Task<int> RunAsync(Action<string> tell)
    {
        Lock gate = new();
        void TellOne(string line)
        {
            lock (gate)
            {
                tell(line);
            }
        }

        Task lines = Task.WhenAll(PumpAsync(_process.StandardError, TellOne), PumpAsync(_process.StandardOutput, TellOne));
        await _process.WaitForExitAsync();
        int exitCode = _process.ExitCode;
        try
        {
            // Something that ssh started may hold its outputs open for ever.
            await lines.WaitAsync(Patience, _clock);
        }
        catch (TimeoutException)
        {
        }

        return exitCode;
    }

    // Lines of a length that a hostile banner cannot make a burden.
    private static async Task PumpAsync(StreamReader reader, Action<string> tell)
    {
        StringBuilder line = new();
        char[] buffer = new char[1024];
        try
        {
            for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
            {
                foreach (char character in buffer.AsMemory(0, count).ToArray())
                {
                    if (character is '\n' or '\r' || line.Length == LongestLine)
                    {
                        Flush(line, tell);
                    }

                    if (character is not ('\n' or '\r'))
                    {
                        line.Append(character);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone, and its pipe with it.
        }

        Flush(line, tell);
    }

    private static void Flush(StringBuilder line, Action<string> tell)
    {
        if (line.Length > 0)
        {
            tell(line.ToString());
            line.Clear();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
