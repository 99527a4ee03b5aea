using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring.Tests;

/// <summary>What it makes of files, as far as it is the same on every system. Nothing is encrypted here.</summary>
public sealed class DpapiVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_or_folder_that_is_not_there_is_an_absent_item()
    {
        Assert.Null(Read(_folder.Store, "entry"));
        StoreFolder.Create(_folder.Store);
        Assert.Null(Read(_folder.Store, "entry"));
    }

    [Fact]
    [Trait("Invariant", "10")]
    public void Invariant_10_a_file_that_cannot_be_looked_at_is_an_error_and_not_an_absent_entry()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other limits on names.");
        StoreFolder.Create(_folder.Store);

        Assert.ThrowsAny<IOException>(() => Read(_folder.Store, new string('a', 300)));
    }

    [Fact]
    [Trait("Invariant", "10")]
    public void Invariant_10_a_folder_that_is_not_safe_to_use_is_an_error_and_not_an_absent_entry()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var link = Path.Combine(_folder.Root, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_folder.Root, "elsewhere"));

        Assert.Equal("store_symbolic_link", Assert.Throws<TokenStoreException>(() => Read(link, "entry")).Code);
    }

    private static byte[]? Read(string folder, string name) =>
        new DpapiVault(folder, TimeProvider.System).Read(new KeyringItem("id", "label", Path.Combine(folder, name + ".json")));
}
