using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    /// <summary>POLLIN.</summary>
    public const short Readable = 1;

    public int Descriptor;
    public short Events;
    public short Returned;
}
