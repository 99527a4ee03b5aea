using System.Runtime.InteropServices;

namespace LoopbackOAuth.Tokens;

/// <summary>The flags of <c>open(2)</c> that .NET does not offer. Their numbers belong to the kernel, and on Linux to the processor too.</summary>
internal static class UnixOpenFlags
{
    /// <summary>O_RDONLY, O_NOFOLLOW (a link is an error), O_NONBLOCK (a pipe does not hang), O_CLOEXEC.</summary>
    internal static int ReadWithoutFollowing(OSPlatform platform, Architecture architecture)
    {
        if (platform == OSPlatform.OSX)
        {
            return 0x100 | 0x4 | 0x1000000;
        }

        if (platform == OSPlatform.FreeBSD)
        {
            return 0x100 | 0x4 | 0x100000;
        }

        var noFollow = architecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le ? 0x8000 : 0x20000;
        return noFollow | 0x800 | 0x80000;
    }

    /// <summary>Whether an error number of <c>open(2)</c> with O_NOFOLLOW means that the path is a link: ELOOP, and EMLINK on FreeBSD.</summary>
    internal static bool MeansLink(OSPlatform platform, int error) =>
        platform == OSPlatform.OSX ? error == 62
        : platform == OSPlatform.FreeBSD ? error is 31 or 62
        : error == 40;
}
