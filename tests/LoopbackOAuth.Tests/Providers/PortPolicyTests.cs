using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Providers;

public sealed class PortPolicyTests
{
    public static TheoryData<PortPolicy, PortPolicyKind, int[], bool, string> Policies => new()
    {
        { PortPolicy.Ephemeral, PortPolicyKind.Ephemeral, [], true, "any free port" },
        { PortPolicy.Exact(43827), PortPolicyKind.Exact, [43827], false, "43827 only" },
        { PortPolicy.Preferred(56121), PortPolicyKind.Preferred, [56121], true, "56121, then any free port" },
        { PortPolicy.AnyOf(3, 1, 2, 1), PortPolicyKind.AnyOf, [3, 1, 2], false, "one of 3, 1, 2" },
    };

    [Theory]
    [MemberData(nameof(Policies), DisableDiscoveryEnumeration = true)]
    [Trait("Invariant", "5")]
    public void A_pinned_port_never_moves_and_a_preferred_one_may(PortPolicy policy, PortPolicyKind kind, int[] ports, bool mayMove, string words)
    {
        Assert.Equal(kind, policy.Kind);
        Assert.Equal(ports, policy.Ports);
        Assert.Equal(mayMove, policy.MayMove);
        Assert.Equal(words, policy.ToString());
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(int.MaxValue)]
    public void A_port_outside_1_to_65535_is_refused(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PortPolicy.Exact(port));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortPolicy.Preferred(port));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortPolicy.AnyOf(1024, port));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65535)]
    public void The_ends_of_the_range_are_ports(int port) => Assert.Equal([port], PortPolicy.Exact(port).Ports);

    [Fact]
    public void A_list_needs_a_port() => Assert.Throws<ArgumentException>(() => PortPolicy.AnyOf());

    [Fact]
    public void Policies_compare_by_kind_and_by_ports_in_their_order()
    {
        Assert.Equal(PortPolicy.AnyOf(1, 2), PortPolicy.AnyOf(1, 2));
        Assert.Equal(PortPolicy.AnyOf(1, 2).GetHashCode(), PortPolicy.AnyOf(1, 2).GetHashCode());
        Assert.NotEqual(PortPolicy.AnyOf(1, 2), PortPolicy.AnyOf(2, 1));
        Assert.NotEqual(PortPolicy.Exact(1), PortPolicy.Preferred(1));
        Assert.False(PortPolicy.Ephemeral.Equals(null));
    }

    [Fact]
    public void The_ports_cannot_be_changed_from_outside()
    {
        int[] ports = [1024, 1025];
        PortPolicy policy = PortPolicy.AnyOf(ports);

        ports[0] = 1;

        Assert.Equal([1024, 1025], policy.Ports);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)policy.Ports)[0] = 1);
    }
}
