using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class DisplayOwnerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("DISPLAY=:0", "/tmp/.X11-unix/X0")]
    [InlineData("DISPLAY=:10.0", "/tmp/.X11-unix/X10")]
    [InlineData("DISPLAY=localhost:10.0", "")]
    [InlineData("DISPLAY=:", "")]
    [InlineData("DISPLAY=:../../etc", "")]
    [InlineData("XAUTHORITY=/home/ada/.Xauthority DISPLAY=:1", "/home/ada/.Xauthority /tmp/.X11-unix/X1")]
    [InlineData("XDG_RUNTIME_DIR=/run/user/1000 WAYLAND_DISPLAY=wayland-0", "/run/user/1000 /run/user/1000/wayland-0")]
    [InlineData("WAYLAND_DISPLAY=/tmp/socket", "/tmp/socket")]
    public void The_files_of_a_session_are_those_that_the_environment_names(string variables, string expected) =>
        Assert.Equal(expected, string.Join(' ', DisplayOwner.Files(World(variables))));

    [LinuxFact]
    public void Files_of_this_user_are_another_users_only_if_this_user_is_not_root()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("session");
        try
        {
            Assert.Equal(!Environment.IsPrivilegedProcess, DisplayOwner.IsAnotherUser(World($"XDG_RUNTIME_DIR={folder.FullName}")));
            Assert.False(DisplayOwner.IsAnotherUser(World("XDG_RUNTIME_DIR=/nowhere/at/all")));
            Assert.False(DisplayOwner.IsAnotherUser(World("XAUTHORITY=/etc/passwd")));
            if (Environment.IsPrivilegedProcess)
            {
                Assert.Equal(0, ChangeOwner(folder.FullName, 1000, 1000));
                Assert.True(DisplayOwner.IsAnotherUser(World($"XDG_RUNTIME_DIR={folder.FullName}")));
            }
        }
        finally
        {
            folder.Delete();
        }
    }

    private static Dictionary<string, string> World(string variables) => variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(variable => variable.Split('=')[0], variable => variable.Split('=')[1], StringComparer.Ordinal);

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "chown")]
    private static extern int ChangeOwner([System.Runtime.InteropServices.MarshalAs(System.Runtime.InteropServices.UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
