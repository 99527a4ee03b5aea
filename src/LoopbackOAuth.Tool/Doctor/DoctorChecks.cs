using LoopbackOAuth.Environments;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Commands;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>The checks of this computer, in the order of the report. A further one is a row here.</summary>
internal static class DoctorChecks
{
    /// <param name="store">The store.</param>
    /// <param name="names">The provider that the user named, or <see langword="null"/> for all.</param>
    /// <param name="isOffline">Whether no server may be asked.</param>
    public static IReadOnlyList<DoctorCheck> Of(DoctorStore store, ProviderNames? names, bool isOffline)
    {
        ProviderRegistry registry = new([]);
        TimeProvider clock = TimeProvider.System;
        IReadOnlyList<ProviderDefinition> providers = names is null ? registry.Providers : names.Known is { } known ? [known] : [];
        ServerVisits? visits = isOffline ? null : new ServerVisits(store, names?.Known, registry, clock, ServerVisits.CreateHandler);
        return
        [
            new VersionsCheck(),
            new StreamsCheck(StreamFacts.OfThisProcess()),
            new EnvironmentCheck(new EnvironmentProbe()),
            new StoreFolderCheck(store),
            new KeyringCheck(store),
            new StoreEntriesCheck(store, clock),
            new StoreLockCheck(store),
            new PortsCheck(store, providers, isAsked: names is not null, PortsCheck.TryBind, (address, port) => PortHolder.Find(address, port)),
            new ServersCheck(visits),
            new ClockCheck(visits, store, clock),
        ];
    }
}
