using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class FurtherEvidenceTests
{
    /// <summary>The usual places are judged by their variables alone: no ancestors, no login session, no process.</summary>
    [Theory]
    [InlineData("DISPLAY=:0")]
    [InlineData("DISPLAY=:0|/.dockerenv")]
    [InlineData("SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22|SSH_TTY=/dev/pts/0")]
    [InlineData("SSH_CONNECTION=10.0.0.5 1 10.0.0.9 22|/.dockerenv")]
    [InlineData("CODESPACES=true|TMUX=/tmp/tmux-1000/default,1,0")]
    [InlineData("AWS_EXECUTION_ENV=CloudShell|TMUX=/tmp/tmux-1000/default,1,0")]
    [InlineData("CI=true|no-terminal")]
    [InlineData("VSCODE_IPC_HOOK_CLI=/tmp/vscode-ipc-1.sock")]
    [InlineData("WSL_DISTRO_NAME=Ubuntu|" + World.Wsl2Kernel)]
    public void Where_the_variables_tell_nothing_else_is_looked_for(string signs)
    {
        EnvironmentSnapshot snapshot = World.Linux(signs);

        Assert.Same(snapshot, FurtherEvidence.Add(snapshot, isThorough: false));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("/.dockerenv", true)]
    [InlineData("SUDO_USER=ada|DISPLAY=:0", true)]
    [InlineData("DOAS_USER=ada|SSH_TTY=/dev/pts/0", true)]
    [InlineData("USER=ada|root|DISPLAY=:0", true)]
    [InlineData("SSH_TTY=/dev/pts/0|NCURSES_NO_UTF8_ACS=1", true)]
    [InlineData("DISPLAY=localhost:10.0", true)]
    [InlineData("USER=root|root|DISPLAY=:0", false)]
    [InlineData("NCURSES_NO_UTF8_ACS=1|DISPLAY=:0", false)]
    [InlineData("SSH_TTY=/dev/pts/0", false)]
    [InlineData("WAYLAND_DISPLAY=wayland-0", false)]
    [InlineData("WSL_DISTRO_NAME=Ubuntu", false)]
    public void The_question_is_open_where_signs_may_be_missing(string signs, bool isOpen) =>
        Assert.Equal(isOpen, FurtherEvidence.IsOpen(World.Linux(signs)));

    [Fact]
    public void Looking_further_never_throws_and_finds_ancestors_on_Linux()
    {
        EnvironmentSnapshot snapshot = FurtherEvidence.Add(World.Linux(""), isThorough: true);

        Assert.Equal(OperatingSystem.IsLinux(), snapshot.Ancestors.Count > 0 || !Directory.Exists("/proc/self"));
        Assert.All(
            (HostPlatform[])[HostPlatform.Linux, HostPlatform.MacOS, HostPlatform.Windows],
            platform => FurtherEvidence.Add(World.Of(platform, "TMUX=/nowhere/default,1,0|DISPLAY=:0|STY=1"), isThorough: true));
    }

    [Theory]
    [InlineData("i-0123456789abcdef0\n", "i-0123456789abcdef0")]
    [InlineData("Not Specified", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_the_id_of_an_instance_is_one(string? tag, string? id) => Assert.Equal(id, FurtherEvidence.InstanceId(tag));
}
