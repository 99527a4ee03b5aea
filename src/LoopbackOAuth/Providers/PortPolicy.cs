using System.Globalization;

namespace LoopbackOAuth.Providers;

/// <summary>Which ports a redirect URI may use. Ports are TCP ports from 1 to 65535.</summary>
public sealed class PortPolicy : IEquatable<PortPolicy>
{
    private PortPolicy(PortPolicyKind kind, params int[] ports)
    {
        foreach (int port in ports)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, nameof(ports));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535, nameof(ports));
        }

        Kind = kind;
        Ports = Array.AsReadOnly(ports.Length < 2 ? ports : [.. ports.Distinct()]);
    }

    /// <summary>Any free port, chosen by the operating system.</summary>
    public static PortPolicy Ephemeral { get; } = new(PortPolicyKind.Ephemeral);

    /// <summary>The kind of rule.</summary>
    public PortPolicyKind Kind { get; }

    /// <summary>The ports the rule names, in order of preference; empty when <see cref="Kind"/> is <see cref="PortPolicyKind.Ephemeral"/>.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Whether the operating system may choose the port when no named port is free.</summary>
    public bool MayMove => Kind is PortPolicyKind.Ephemeral or PortPolicyKind.Preferred;

    /// <summary>One port and no other.</summary>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside the range.</exception>
    public static PortPolicy Exact(int port) => new(PortPolicyKind.Exact, port);

    /// <summary>One port if it is free, otherwise one chosen by the operating system.</summary>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside the range.</exception>
    public static PortPolicy Preferred(int port) => new(PortPolicyKind.Preferred, port);

    /// <summary>The first free port of a list.</summary>
    /// <param name="ports">At least one port, each 1 to 65535, in order of preference.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A port is outside the range.</exception>
    public static PortPolicy AnyOf(params int[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return ports.Length == 0
            ? throw new ArgumentException("A list of registered ports needs at least one port.", nameof(ports))
            : new PortPolicy(PortPolicyKind.AnyOf, ports);
    }

    /// <inheritdoc/>
    public bool Equals(PortPolicy? other) => other is not null && Kind == other.Kind && Ports.SequenceEqual(other.Ports);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PortPolicy);

    /// <inheritdoc/>
    public override int GetHashCode() => Ports.Aggregate((int)Kind, HashCode.Combine);

    /// <summary>The rule in words, such as <c>56121, then any free port</c>.</summary>
    /// <returns>The words.</returns>
    public override string ToString()
    {
        string ports = string.Join(", ", Ports.Select(port => port.ToString(CultureInfo.InvariantCulture)));
        return Kind switch
        {
            PortPolicyKind.Exact => $"{ports} only",
            PortPolicyKind.Preferred => $"{ports}, then any free port",
            PortPolicyKind.AnyOf => $"one of {ports}",
            _ => "any free port",
        };
    }
}
