using System.Runtime.Versioning;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What is kept of a damaged entry, when somebody swaps it at that instant.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeptAsideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KeptAsideTests() => Directory.CreateDirectory(_folder.Store);

    private string EntryPath => Path.Combine(_folder.Store, TokenFileName.For(Entries.Key()));

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "10")]
    public void Invariant_10_a_link_in_the_place_of_the_entry_changes_nothing_of_its_target()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var target = Path.Combine(_folder.Root, "target");
        File.WriteAllText(target, "of somebody else");
        File.SetUnixFileMode(target, (UnixFileMode)Convert.ToInt32("644", 8));
        File.CreateSymbolicLink(EntryPath, target);

        Assert.Equal("store_symbolic_link", Keep().Code);

        Assert.Equal("0644", FilePermissions.Octal(File.GetUnixFileMode(target)));
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact, Trait("Invariant", "10")]
    public void Invariant_10_a_file_of_another_user_is_left_as_it_was()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only a privileged process gives files away.");
        File.WriteAllText(EntryPath, "of somebody else");
        File.SetUnixFileMode(EntryPath, (UnixFileMode)Convert.ToInt32("644", 8));
        UnixFiles.GiveTo(UnixFiles.Nobody, EntryPath);

        Assert.Equal("store_foreign_owner", Keep().Code);

        Assert.Equal("0644", FilePermissions.Octal(File.GetUnixFileMode(EntryPath)));
        Assert.Equal([EntryPath], Directory.GetFileSystemEntries(_folder.Store));
    }

    private TokenStoreException Keep() => Assert.Throws<TokenStoreException>(() => new KeptAside(TimeProvider.System).Keep(EntryPath));
}
