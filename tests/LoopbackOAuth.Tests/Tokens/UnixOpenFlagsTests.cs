using System.Runtime.InteropServices;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class UnixOpenFlagsTests
{
    // From the headers of each system: O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, in octal on Linux and in hexadecimal elsewhere.
    [Theory]
    [InlineData("LINUX", Architecture.X64, 0x20000 | 0x800 | 0x80000)]
    [InlineData("LINUX", Architecture.X86, 0x20000 | 0x800 | 0x80000)]
    [InlineData("LINUX", Architecture.S390x, 0x20000 | 0x800 | 0x80000)]
    [InlineData("LINUX", Architecture.Arm64, 0x8000 | 0x800 | 0x80000)]
    [InlineData("LINUX", Architecture.Arm, 0x8000 | 0x800 | 0x80000)]
    [InlineData("LINUX", Architecture.Ppc64le, 0x8000 | 0x800 | 0x80000)]
    [InlineData("OSX", Architecture.Arm64, 0x100 | 0x4 | 0x1000000)]
    [InlineData("FREEBSD", Architecture.X64, 0x100 | 0x4 | 0x100000)]
    public void The_flags_are_those_of_the_kernel(string platform, Architecture architecture, int flags) =>
        Assert.Equal(flags, UnixOpenFlags.ReadWithoutFollowing(OSPlatform.Create(platform), architecture));

    [Theory]
    [InlineData("LINUX", 40, true)]
    [InlineData("LINUX", 62, false)]
    [InlineData("OSX", 62, true)]
    [InlineData("OSX", 40, false)]
    [InlineData("FREEBSD", 31, true)]
    [InlineData("LINUX", 31, false)]
    [InlineData("LINUX", 24, false)]
    public void The_error_that_means_a_link_differs_between_kernels(string platform, int error, bool link) =>
        Assert.Equal(link, UnixOpenFlags.MeansLink(OSPlatform.Create(platform), error));
}
