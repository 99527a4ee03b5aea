using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using LoopbackOAuth.Tokens;
using Microsoft.Identity.Client.Extensions.Msal;

namespace LoopbackOAuth.Keyring;

/// <summary>Keychain and Secret Service: one item an entry.</summary>
/// <remarks>
/// The extension library keeps a file beside each item and changes its time when it writes. Here that is the entry's file in the index, which is there before. A
/// removal through it would take the file first and the item after, so removals name a file that does not exist.
/// </remarks>
internal sealed class ItemVault(string service, string folder) : IKeyringVault
{
    private const string ServiceAttribute = "loopback-oauth-service";
    private const string EntryAttribute = "loopback-oauth-entry";
    private const string CheckAttribute = "loopback-oauth-check-";

    // The extension library makes a native description of each and never frees it, so each is made once.
    private readonly ConcurrentDictionary<(string Id, bool ForRemoval), Storage> _storages = new();
    private Storage? _check;

    /// <inheritdoc/>
    public string Name => OperatingSystem.IsMacOS() ? "Keychain" : "Secret Service";

    /// <summary>The Secret Service says that there is no item when it is locked and nobody answers the prompt.</summary>
    public bool KnowsAbsence => OperatingSystem.IsMacOS();

    /// <summary>Says nothing: the extension library would write to a trace what the keyring said.</summary>
    internal static TraceSource Silent { get; } = new("LoopbackOAuth.Keyring", SourceLevels.Off);

    /// <inheritdoc/>
    public KeyringTrouble Obstacle() =>
        OperatingSystem.IsMacOS() ? KeyringTrouble.None
        : !NativeLibrary.TryLoad(LibSecret.Library, out _) ? KeyringTrouble.NoLibrary
        : KeyringPlace.HasSessionBus(Environment.GetEnvironmentVariable, File.Exists) ? KeyringTrouble.None
        : KeyringTrouble.NoSession;

    /// <inheritdoc/>
    public byte[]? Read(KeyringItem item)
    {
        try
        {
            return Use(() => StorageOf(item, forRemoval: false).ReadData()) is { Length: > 0 } bytes ? bytes : null;
        }
        catch (FormatException)
        {
            throw new InvalidDataException(); // Not Base64; what it says could be part of a token.
        }
    }

    /// <inheritdoc/>
    public void Write(KeyringItem item, byte[] bytes) => Use(() => StorageOf(item, forRemoval: false).WriteData(bytes));

    /// <inheritdoc/>
    public void Delete(KeyringItem item) => Use(() => StorageOf(item, forRemoval: true).Clear());

    /// <inheritdoc/>
    public void Verify()
    {
        // The library gives its probe a value of its own for both attributes; the name keeps apart those who do not share a lock.
        _check ??= Create("check", "check", service + ": check", CheckAttribute + TokenFileName.Digest([folder]), "check");
        Use(_check.VerifyPersistence);
    }

    private static void Use(Action use) => Use(() =>
    {
        use();
        return true;
    });

    // All that is done here may be done twice.
    private static T Use<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (!OperatingSystem.IsMacOS() && KeyringFailures.IsStaleSession(exception))
        {
            LibSecret.Disconnect();
            return use();
        }
    }

    private Storage StorageOf(KeyringItem item, bool forRemoval) => _storages.GetOrAdd((item.Id, forRemoval), _ =>
        Create(forRemoval ? ".none" : Path.GetFileName(item.IndexPath), item.Id, item.Label, EntryAttribute, item.Id));

    private Storage Create(string file, string account, string label, string attribute, string value) => Storage.Create(
        new StorageCreationPropertiesBuilder(file, folder)
            .WithMacKeyChain(service, account)
            .WithLinuxKeyring("loopback-oauth.token", MsalCacheHelper.LinuxKeyRingDefaultCollection, label, new(ServiceAttribute, service), new(attribute, value))
            .Build(),
        Silent);
}
