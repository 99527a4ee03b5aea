using System.Diagnostics;

namespace LoopbackOAuth.Environments;

/// <summary>Runs a program of the system for an answer of a few lines: without a shell, without a terminal, for 300 ms at most.</summary>
internal static class BoundedProgram
{
    private const int MostMilliseconds = 300;
    private const int MostCharacters = 32 * 1024;

    /// <summary>What it writes, or <see langword="null"/> when it is not there, fails or takes too long.</summary>
    public static string? Output(string name, string[] arguments) => Attempt.To(() => Run(name, arguments), null);

    private static string? Run(string name, string[] arguments)
    {
        // The framework would also look into the current folder, which is anybody's.
        if (ExecutablePath.Find(name, Environment.GetEnvironmentVariable("PATH")) is not { } path)
        {
            return null;
        }

        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start);
        if (process is null)
        {
            return null;
        }

        process.StandardInput.Close();

        // Reading and ending have one deadline together: somebody whom the program left behind may hold its output open
        // for ever. The reader of such a pipe stays behind in the background. More than fits is no answer.
        long begun = TimeProvider.System.GetTimestamp();
        char[] buffer = new char[MostCharacters];
        Task<int> reading = process.StandardOutput.ReadBlockAsync(buffer).AsTask();
        bool isAnswered = ((IAsyncResult)reading).AsyncWaitHandle.WaitOne(Left(begun)) && process.WaitForExit(Left(begun));
        if (!isAnswered)
        {
            Kill(process);
            return null;
        }

        return process.ExitCode == 0 ? new string(buffer, 0, reading.GetAwaiter().GetResult()) : null;
    }

    private static int Left(long begun) => Math.Max(0, MostMilliseconds - (int)TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
