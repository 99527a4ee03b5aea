using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Benchmarks.Store;

/// <summary>A file store with as many entries as wanted, and what is measured on it.</summary>
internal sealed class StoreFolderOfMany : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-benchmark-");
    private readonly FileTokenStore _store;
    private readonly TokenKey _sought;

    public StoreFolderOfMany(int count)
    {
        _store = new FileTokenStore(_folder.FullName);
        _sought = Key(count / 2);
        for (int number = 0; number < count; number++)
        {
            // As the store writes it, but for the flush to disk, which takes most of the time of a write.
            TokenKey key = Key(number);
            using FileStream file = PrivateFile.Create(Path.Combine(_folder.FullName, TokenFileName.For(key)));
            file.Write(TokenFileFormat.Write(new TokenEntry(key, Tokens())));
        }
    }

    /// <summary>The floor: what is in the folder, read and thrown away.</summary>
    /// <returns>How many files there were.</returns>
    public int ReadFiles()
    {
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(_folder.FullName))
        {
            count += File.ReadAllBytes(path).Length > 0 ? 1 : 0;
        }

        return count;
    }

    /// <returns>How many entries the store lists.</returns>
    public int List()
    {
        TokenEntryList list = _store.ListAsync().AsTask().GetAwaiter().GetResult();
        return list.Damaged.Count == 0 ? list.Count : throw new InvalidOperationException(list.Damaged[0].Error.Message);
    }

    /// <returns>1 when the entry was found.</returns>
    public int Get() => _store.GetAsync(_sought).AsTask().GetAwaiter().GetResult() is null ? 0 : 1;

    public void Dispose() => _folder.Delete(recursive: true);

    private static TokenKey Key(int number) => new()
    {
        Provider = "example",
        Issuer = "https://login.example.com",
        ClientId = "client",
        Account = $"user-{number}@example.com",
    };

    private static TokenSet Tokens() => new()
    {
        AccessToken = new Secret(new string('a', 900)),
        RefreshToken = new Secret(new string('r', 90)),
        Scopes = ["openid", "profile", "offline_access"],
        ObtainedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1),
    };
}
