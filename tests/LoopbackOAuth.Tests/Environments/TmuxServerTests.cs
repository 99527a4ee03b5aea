using System.Diagnostics;
using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class TmuxServerTests
{
    [Theory]
    [InlineData("-SSH_CONNECTION\nDISPLAY=:0\n", "SSH_CONNECTION=-|DISPLAY=:0")]
    [InlineData("SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22\n-DISPLAY\n-WINDOWID\n", "SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22|DISPLAY=-")]
    [InlineData("DISPLAY=localhost:10.0\nLD_PRELOAD=x\nSSH_AUTH_SOCK=/tmp/a\n", "DISPLAY=localhost:10.0")]
    [InlineData("-SSH_CONNECTIONS\nXSSH_CONNECTION=1\nSSH_CONNECTION\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_what_it_says_about_the_connection_and_the_display_is_taken(string? output, string? expected)
    {
        IReadOnlyDictionary<string, string?>? variables = TmuxServer.Parse(output);

        Assert.Equal(expected, variables is null ? null : string.Join('|', variables.Select(pair => $"{pair.Key}={pair.Value ?? "-"}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("default")]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/nowhere/default")]
    public void Without_a_socket_nobody_is_asked(string socket)
    {
        Assert.False(TmuxServer.IsOurs(socket));
        Assert.Null(TmuxServer.Ask(socket + ",1,0"));
    }

    [Fact]
    public void A_socket_or_a_folder_of_another_user_is_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can give a file away.");
        string folder = Directory.CreateTempSubdirectory("tmux-").FullName;
        try
        {
            string socket = Path.Combine(folder, "default");
            File.WriteAllText(socket, "");
            Assert.True(TmuxServer.IsOurs(socket));

            // Who can write there can put a server of their own in its place, also where the bit of /tmp is set.
            foreach (string mode in (string[])["770", "707", "1777", "720"])
            {
                Run("chmod", mode, folder);
                Assert.False(TmuxServer.IsOurs(socket), mode);
            }

            Run("chmod", "755", folder);
            Assert.True(TmuxServer.IsOurs(socket));

            Run("chown", "65534", socket);
            Assert.False(TmuxServer.IsOurs(socket));

            Run("chown", "0", socket);
            Run("chown", "65534", folder);
            Assert.False(TmuxServer.IsOurs(socket));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_real_tmux_says_how_it_was_attached_last()
    {
        string? tmux = OperatingSystem.IsLinux() ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => folder + "/tmux").FirstOrDefault(File.Exists) : null;
        Assert.SkipWhen(tmux is null, "There is no tmux here, or this is not Linux.");

        string folder = Directory.CreateTempSubdirectory("tmux-").FullName;
        string socket = Path.Combine(folder, "server");
        try
        {
            Run(tmux, "-f", "/dev/null", "-S", socket, "new-session", "-d", "sleep", "60");
            Assert.Equal(("-", "-"), Ask(socket));

            // As an attach over SSH does by way of update-environment.
            Run(tmux, "-S", socket, "set-environment", "SSH_CONNECTION", "203.0.113.7 52314 198.51.100.20 22");
            Assert.Equal(("203.0.113.7 52314 198.51.100.20 22", "-"), Ask(socket));
        }
        finally
        {
            Run(tmux, "-S", socket, "kill-server");
            Directory.Delete(folder, recursive: true);
        }
    }

    // tmux has 300 ms; a machine that is busy with other tests may need more than one go.
    private static (string? Connection, string? Display) Ask(string socket)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            if (TmuxServer.Ask(socket + ",1,0") is { } answer)
            {
                return (answer["SSH_CONNECTION"] ?? "-", answer["DISPLAY"] ?? "-");
            }
        }

        throw new InvalidOperationException("tmux gave no answer.");
    }

    private static void Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };

        // The server remembers what its first client came with.
        foreach (string name in (string[])["TMUX", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"])
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(0, process.ExitCode);
    }
}
