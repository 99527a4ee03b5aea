using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class StoreFolderCheckTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("loopback-oauth-doctor-");

    private string Folder => Path.Combine(_home.FullName, "a", "tokens");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_created_and_nothing_stays_of_the_look()
    {
        Assert.Equal([CheckState.Ok, CheckState.Ok], [await FolderAsync(), await LockAsync()]);
        Assert.Empty(_home.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_private_folder_is_well_and_stays_as_it_was()
    {
        await new FileTokenStore(Folder).VerifyAsync(Cancellation);

        Assert.Equal([CheckState.Ok, CheckState.Ok], [await FolderAsync(), await LockAsync()]);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_folder_that_others_can_write_to_is_a_failure_with_the_command_that_mends_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        await new FileTokenStore(Folder).VerifyAsync(Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        }

        CheckResult result = (await new StoreFolderCheck(Store()).RunAsync(Cancellation))[0];

        Assert.Equal((CheckState.Fail, "store_permissions"), (result.State, result.Code));
        Assert.Contains("chmod 700", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_folder_above_is_a_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(_home.FullName, "a"), "", Cancellation);

        Assert.Equal(CheckState.Fail, await FolderAsync());
    }

    private DoctorStore Store() => DoctorStores.Of(() => new FileTokenStore(Folder));

    private async Task<CheckState> FolderAsync() => await StateAsync(new StoreFolderCheck(Store()));

    private async Task<CheckState> LockAsync() => await StateAsync(new StoreLockCheck(Store()));

    private static async Task<CheckState> StateAsync(DoctorCheck check) => (await new DoctorRun([check], TimeProvider.System).RunAsync(Cancellation))[0].Results[0].State;
}
