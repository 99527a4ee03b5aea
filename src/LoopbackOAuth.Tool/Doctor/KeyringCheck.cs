using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Where entries are kept and why, whether the keyring can be used, and what lies in the place that is not used.</summary>
internal sealed class KeyringCheck(DoctorStore store) : DoctorCheck("keyring")
{
    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        KeyringLook look;
        try
        {
            look = await store.LookAsync(cancellationToken);
        }
        catch (Exception exception) when (store.Choice is StoreChoice.File && exception is IOException or UnauthorizedAccessException or TokenStoreException)
        {
            return [CheckResult.Skipped($"Entries are kept in private files. Whether the keyring could be used was not found out: {exception.Message}")];
        }

        return Judge(store.Choice, look, await InFilesAsync(cancellationToken));
    }

    /// <summary>The findings, as a pure function of what is there.</summary>
    internal static IReadOnlyList<CheckResult> Judge(StoreChoice choice, KeyringLook look, IReadOnlyList<TokenKey> inFiles)
    {
        CheckResult main = (choice, look.Trouble) switch
        {
            // What is not asked for may be broken.
            (StoreChoice.File, null) => CheckResult.Ok($"Entries are kept in private files (the default). {look.Keyring} could be used: {StoreChoices.Variable}=keyring."),
            (StoreChoice.File, { } trouble) => CheckResult.Skipped($"Entries are kept in private files (the default). The keyring is not asked for, and could not be used: {trouble.Message}"),
            (_, null) => CheckResult.Ok($"Entries are kept in the keyring ({look.Keyring}), as {StoreChoices.Variable}={StoreChoices.Word(choice)} says. It can be used."),
            (StoreChoice.KeyringOrFile, { } trouble) when look.CallsForFallback => CheckResult.Warn($"The keyring is not used, entries are kept in private files: {trouble.Message}", trouble.Remedy, trouble.Code),
            (_, { } trouble) => CheckResult.Fail(trouble),
        };
        bool isKeyring = choice is StoreChoice.Keyring || (choice is StoreChoice.KeyringOrFile && !look.CallsForFallback);
        IReadOnlyList<TokenKey> elsewhere = isKeyring ? inFiles : look.Keys;
        if (elsewhere.Count == 0)
        {
            return [main];
        }

        return choice is StoreChoice.File
            ? [main, CheckResult.Skipped(ElsewhereText.Of(isKeyring, choice, elsewhere)!)]
            : [main, CheckResult.Warn(ElsewhereText.Cause(isKeyring, elsewhere), ElsewhereText.Remedy(isKeyring, choice))];
    }

    // A folder that cannot be read is told of by its own check.
    private async Task<IReadOnlyList<TokenKey>> InFilesAsync(CancellationToken cancellationToken)
    {
        if (store.Choice is StoreChoice.File)
        {
            return [];
        }

        try
        {
            return [.. (await store.Files.ListAsync(cancellationToken: cancellationToken)).Select(entry => entry.Key)];
        }
        catch (TokenStoreException)
        {
            return [];
        }
    }
}
