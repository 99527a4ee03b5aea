using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Testing;

/// <summary>A probe that answers what it was told, such as one of <see cref="EnvironmentPresets"/>.</summary>
/// <param name="environment">The answer.</param>
public sealed class FixedEnvironmentProbe(HostEnvironment environment) : IEnvironmentProbe
{
    private int _count;

    /// <summary>The answer. It may be changed between two sign-ins.</summary>
    public HostEnvironment Environment { get; set; } = environment;

    /// <summary>How often it was asked.</summary>
    public int ProbeCount => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public HostEnvironment Probe()
    {
        Interlocked.Increment(ref _count);
        return Environment;
    }
}
