using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>The folder of the store: there, private, this user's, and with room for an entry.</summary>
internal sealed class StoreFolderCheck(DoctorStore store) : DoctorCheck("store-folder")
{
    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        TokenStoreCapabilities place = store.Files.Capabilities;
        CheckResult main;
        try
        {
            main = await LookAsync(place, cancellationToken);
        }
        catch (TokenStoreException exception)
        {
            main = CheckResult.Fail(exception);
        }

        return place.Warning is { } warning ? [main, CheckResult.Warn(warning)] : [main];
    }

    /// <summary>The folder in words.</summary>
    internal static string Describe(TokenStoreCapabilities place, UnixFileMode? mode) =>
        $"{place.Location}, of {place.Owner ?? "this user"}{(mode is { } bits ? $", mode {FilePermissions.Octal(bits)}" : "")}";

    private async Task<CheckResult> LookAsync(TokenStoreCapabilities place, CancellationToken cancellationToken)
    {
        if (StoreFolder.Exists(place.Location))
        {
            await store.Files.VerifyAsync(cancellationToken);
            return CheckResult.Ok($"{Describe(place, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(place.Location))}.");
        }

        StoreOwner.DemandPlace(place.Location);
        FolderTrial.Demand(place.Location);
        return CheckResult.Ok($"{place.Location} is not there yet: the first sign-in creates it, for this user alone.");
    }
}
