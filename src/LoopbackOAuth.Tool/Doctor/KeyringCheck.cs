namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Where secrets are kept besides files.</summary>
internal sealed class KeyringCheck() : DoctorCheck("keyring")
{
    public override Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Skipped("Not used: entries are files that only this user can read.")]);
}
