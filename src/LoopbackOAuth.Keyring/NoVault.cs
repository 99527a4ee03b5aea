namespace LoopbackOAuth.Keyring;

/// <summary>Where the operating system has no keyring that is known here.</summary>
internal sealed class NoVault : IKeyringVault
{
    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public bool KnowsAbsence => false;

    /// <inheritdoc/>
    public KeyringTrouble Obstacle() => KeyringTrouble.NotSupported;

    /// <inheritdoc/>
    public byte[]? Read(KeyringItem item) => throw new PlatformNotSupportedException();

    /// <inheritdoc/>
    public void Write(KeyringItem item, byte[] bytes) => throw new PlatformNotSupportedException();

    /// <inheritdoc/>
    public void Delete(KeyringItem item) => throw new PlatformNotSupportedException();

    /// <inheritdoc/>
    public void Verify() => throw new PlatformNotSupportedException();
}
