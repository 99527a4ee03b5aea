namespace LoopbackOAuth.Environments;

/// <summary>Answers two questions about where this process runs: can it open a browser, and can that browser reach its loopback interface.</summary>
public interface IEnvironmentProbe
{
    /// <summary>Looks around.</summary>
    /// <returns>The verdict and its evidence.</returns>
    HostEnvironment Probe();
}
