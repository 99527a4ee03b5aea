using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class WindowsDriveTests
{
    [Theory]
    [InlineData(@"C:\134 /mnt/c 9p rw,noatime,aname=drvfs;path=C:\;uid=1000;symlinkroot=/mnt/,cache=5 0 0", "/mnt/c")]
    [InlineData(@"C:\134 /c 9p rw,noatime,aname=drvfs;path=C:\;uid=1000 0 0", "/c")]
    [InlineData(@"drvfs /win/c 9p rw,aname=drvfs;path=C:\;uid=1000 0 0", "/win/c")]
    [InlineData(@"C:\134 /mnt/c drvfs rw,noatime 0 0", "/mnt/c")]
    [InlineData(@"D:\134 /mnt/d 9p rw,aname=drvfs;path=D:\;uid=1000 0 0", null)]
    [InlineData(@"/dev/sdb / ext4 rw 0 0", null)]
    [InlineData(@"C:\134 /mnt/my\040drive 9p rw,path=C:\ 0 0", null)]
    [InlineData(@"C:\134 /tmp/x ext4 rw 0 0", null)]
    [InlineData("", null)]
    public void The_mount_table_tells_where_the_drive_is(string line, string? expected) =>
        Assert.Equal(expected, WindowsDrive.Find(["proc /proc proc rw 0 0", line]));
}
