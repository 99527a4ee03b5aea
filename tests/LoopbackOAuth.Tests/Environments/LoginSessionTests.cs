using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class LoginSessionTests
{
    [Theory]
    [InlineData("UID=1000\nREMOTE=1\nREMOTE_HOST=10.0.0.5\nTYPE=tty\nSERVICE=sshd\n", true)]
    [InlineData("REMOTE=1\nTYPE=unspecified\n", true)]
    [InlineData("REMOTE=1\nTYPE=x11\nSERVICE=xrdp-sesman\n", false)]
    [InlineData("REMOTE=0\nTYPE=wayland\n", false)]
    [InlineData("NOT_REMOTE=1\n", null)]
    [InlineData("REMOTE=yes\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_session_from_another_host_says_so(string? file, bool? isRemote) => Assert.Equal(isRemote, LoginSession.IsRemoteText(file));

    [Theory]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope\n", "3")]
    [InlineData("12:pids:/user.slice/user-0.slice/session-c12.scope\n0::/init.scope\n", "c12")]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/app.slice\n", null)]
    [InlineData("0::/session-../../etc/passwd.scope\n", null)]
    [InlineData("0::/session-3", null)]
    [InlineData(null, null)]
    public void The_session_is_in_the_control_group(string? cgroup, string? id) => Assert.Equal(id, LoginSession.IdOf(cgroup));

    [Theory]
    [InlineData("REMOTE=0\nTYPE=wayland\n", "REMOTE=0\nTYPE=tty\n", false)]
    [InlineData("REMOTE=0\nTYPE=wayland\n", "REMOTE=1\nTYPE=tty\n", true)]
    [InlineData("REMOTE=0\nTYPE=wayland\n", "?", null)]
    public void One_remote_login_is_enough_and_one_unreadable_session_leaves_it_open(string first, string second, bool? expected)
    {
        string folder = Directory.CreateTempSubdirectory("sessions-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "1"), first);
            File.WriteAllText(Path.Combine(folder, "2"), second);
            File.WriteAllText(Path.Combine(folder, "2.ref"), "REMOTE=1");

            Assert.Equal(expected, LoginSession.AnyIsRemote(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Without_a_login_manager_nothing_is_known()
    {
        string folder = Directory.CreateTempSubdirectory("sessions-").FullName;

        Assert.Null(LoginSession.AnyIsRemote(folder));
        Directory.Delete(folder);
        Assert.Null(LoginSession.AnyIsRemote(folder));
        Assert.Null(LoginSession.IsRemote("../../etc/passwd"));
    }
}
