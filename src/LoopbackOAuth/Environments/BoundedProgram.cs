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
        if (Find(name) is not { } path)
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

        // More than a pipe holds is no answer that is waited for: the program would never end.
        if (!process.WaitForExit(MostMilliseconds))
        {
            process.Kill();
            return null;
        }

        char[] buffer = new char[MostCharacters];
        int length = process.StandardOutput.ReadBlock(buffer);
        return process.ExitCode == 0 ? new string(buffer, 0, length) : null;
    }

    // The framework would also look into the current folder, which is anybody's.
    private static string? Find(string name)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            string path = folder.StartsWith('/') ? folder + "/" + name : "";
            if (path.Length > 0 && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
