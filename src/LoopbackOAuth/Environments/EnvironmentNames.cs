namespace LoopbackOAuth.Environments;

/// <summary>The kebab-case names of the enumerations of this namespace, as written to JSON and to reports.</summary>
public static class EnvironmentNames
{
    /// <summary>The name of a reachability: <c>direct</c>, <c>forward-needed</c>, <c>unreachable</c> or <c>unknown</c>.</summary>
    /// <param name="reachability">The reachability.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string NameOf(LoopbackReachability reachability) => reachability switch
    {
        LoopbackReachability.Unknown => "unknown",
        LoopbackReachability.Direct => "direct",
        LoopbackReachability.ForwardNeeded => "forward-needed",
        LoopbackReachability.Unreachable => "unreachable",
        _ => throw new ArgumentOutOfRangeException(nameof(reachability), reachability, message: null),
    };

    /// <summary>The name of a channel: <c>loopback</c>, <c>paste</c> or <c>device</c>.</summary>
    /// <param name="channel">The channel.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string NameOf(SignInChannel channel) => channel switch
    {
        SignInChannel.Loopback => "loopback",
        SignInChannel.Paste => "paste",
        SignInChannel.Device => "device",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, message: null),
    };
}
