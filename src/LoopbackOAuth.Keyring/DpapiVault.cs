using System.Security.Cryptography;
using LoopbackOAuth.Tokens;
using Microsoft.Identity.Client.Extensions.Msal;

namespace LoopbackOAuth.Keyring;

/// <summary>Windows: one file an entry, encrypted by DPAPI for the user.</summary>
/// <remarks>
/// The extension library writes over the old file in place and reports no error when it cannot. So it writes to a file beside it, which is read again, and whose content
/// then takes the place of the old one as a whole.
/// </remarks>
internal sealed class DpapiVault(string folder, TimeProvider clock) : IKeyringVault
{
    private const string Extension = ".dpapi";

    private readonly AtomicFile _writer = new(clock);

    /// <inheritdoc/>
    public string Name => "DPAPI";

    /// <inheritdoc/>
    public bool KnowsAbsence => true;

    /// <inheritdoc/>
    public KeyringTrouble Obstacle() => KeyringTrouble.None;

    /// <inheritdoc/>
    public byte[]? Read(KeyringItem item)
    {
        var path = PathOf(item);
        if (!StoreFolder.Exists(folder) || !IsThere(path))
        {
            return null;
        }

        try
        {
            // A read that fails gives nothing; a file that is there and gives nothing was not read.
            return StorageOf(path).ReadData() is { Length: > 0 } bytes ? bytes
                : IsThere(path) ? throw new IOException("The encrypted file cannot be read.")
                : null;
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException();
        }
    }

    /// <inheritdoc/>
    public void Write(KeyringItem item, byte[] bytes)
    {
        var path = PathOf(item);
        var temporary = Path.Combine(folder, TokenFileName.Temporary(Path.GetFileName(path)));
        try
        {
            var storage = StorageOf(temporary);
            storage.WriteData(bytes);
            if (!storage.ReadData().AsSpan().SequenceEqual(bytes))
            {
                throw new IOException("The encrypted file cannot be written.");
            }

            _writer.WriteAsync(path, File.ReadAllBytes(temporary), EntryReplacement.Nothing, beforeReplacing: null, CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public void Delete(KeyringItem item) => File.Delete(PathOf(item));

    /// <inheritdoc/>
    public void Verify() => StorageOf(Path.Combine(folder, "check" + Extension)).VerifyPersistence();

    // File.Exists says no to a file that may not be looked at, too.
    private static bool IsThere(string path)
    {
        try
        {
            File.GetAttributes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static string PathOf(KeyringItem item) => Path.ChangeExtension(item.IndexPath, Extension);

    private static Storage StorageOf(string path) =>
        Storage.Create(new StorageCreationPropertiesBuilder(Path.GetFileName(path), Path.GetDirectoryName(path)!).Build(), ItemVault.Silent);
}
