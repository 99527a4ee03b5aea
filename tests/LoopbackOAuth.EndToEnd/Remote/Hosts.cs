using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>The scenes that share one network of hosts, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class Hosts : ICollectionFixture<HostNetwork>
{
    public const string Name = "hosts";
}
