namespace LoopbackOAuth.Benchmarks.Requests;

/// <summary>Where <see cref="KestrelKeepingHandler"/> puts what it keeps; made once, so that keeping allocates nothing.</summary>
internal sealed class KeptRequest
{
    public byte[] Target { get; } = new byte[16 * 1024];

    public int TargetLength { get; set; }

    public byte[] Host { get; } = new byte[256];

    public int HostLength { get; set; }
}
