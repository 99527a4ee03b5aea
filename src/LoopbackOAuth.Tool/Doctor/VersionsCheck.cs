using System.Reflection;
using System.Runtime.InteropServices;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>What runs here, for a report to somebody else.</summary>
internal sealed class VersionsCheck() : DoctorCheck("versions")
{
    /// <summary>The version of this program.</summary>
    public static string Tool =>
        typeof(VersionsCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? typeof(VersionsCheck).Assembly.GetName().Version?.ToString() ?? "unknown";

    public override Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>(
        [CheckResult.Ok($"loopback-oauth {Tool.Split('+')[0]}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}")]);
}
