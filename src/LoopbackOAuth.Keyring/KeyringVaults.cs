namespace LoopbackOAuth.Keyring;

/// <summary>The keyring of an operating system.</summary>
internal static class KeyringVaults
{
    internal static IKeyringVault OfThisSystem(string service, string folder, TimeProvider clock) =>
        OperatingSystem.IsWindows() ? new DpapiVault(folder, clock)
        : OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? new ItemVault(service, folder)
        : new NoVault();
}
