using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

[UnsupportedOSPlatform("windows")]
public sealed class UnixFileStatusTests
{
    [Fact]
    public void A_path_and_the_file_that_is_open_there_are_the_same_and_a_link_is_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Known for these two.");
        using var folder = new TemporaryFolder();
        var (path, link) = (Path.Combine(folder.Root, "file"), Path.Combine(folder.Root, "link"));
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            File.CreateSymbolicLink(link, path);

            var status = UnixFileStatus.Of(file);
            Assert.Equal(UnixFileStatus.Of(path), status);
            Assert.True(status is { IsRegular: true, Inode: > 0 });
            Assert.Equal(UnixCalls.EffectiveUser(), status.Value.Owner);
        }

        Assert.NotEqual(UnixFileStatus.Of(path), UnixFileStatus.Of(link));
        Assert.False(UnixFileStatus.Of(link)!.Value.IsRegular);
        Assert.False(UnixFileStatus.Of(folder.Root)!.Value.IsRegular);
        Assert.Equal(0u, UnixFileStatus.Of("/")!.Value.Owner);
        Assert.Null(UnixFileStatus.Of(Path.Combine(folder.Root, "nothing")));
    }

    [Fact]
    public void The_layout_of_macos_is_that_of_its_header()
    {
        // st_dev, st_mode, st_nlink, st_ino, st_uid, st_gid of struct stat with 64-bit inode numbers.
        byte[] status = [4, 0, 0, 1, 0x80, 0x81, 1, 0, 8, 7, 6, 5, 4, 3, 2, 1, 0xF5, 1, 0, 0, 20, 0, 0, 0];

        Assert.Equal(new UnixFileStatus(501, 0x8000, 0x01000004, 0x0102030405060708), UnixFileStatus.FromMacOS(status));
    }
}
