namespace LoopbackOAuth.Tool.Doctor;

/// <summary>One thing that <c>doctor</c> looks at. It changes nothing that stays.</summary>
/// <param name="name">A stable name in kebab case.</param>
internal abstract class DoctorCheck(string name)
{
    /// <summary>A stable name in kebab case.</summary>
    public string Name { get; } = name;

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What was found, at least one finding.</returns>
    public abstract Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken);
}
