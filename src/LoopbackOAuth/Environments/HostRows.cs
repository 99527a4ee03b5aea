using static LoopbackOAuth.Environments.EnvironmentCondition;
using static LoopbackOAuth.Environments.EnvironmentTable;

namespace LoopbackOAuth.Environments;

/// <summary>What kind of host it is, where nothing says that the user came from elsewhere.</summary>
internal static class HostRows
{
    private static readonly EnvironmentCondition NoDisplay = Is("no display", snapshot => !snapshot.HasLocalDisplay);

    /// <summary>The rows.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        new(EnvironmentIds.Wsl, All(EnvironmentSigns.Wsl, Fact("Windows session 0", "windows-session-0", snapshot => snapshot.WindowsSessionId == 0)),
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "WSL in Windows session 0, as over SSH to Windows: a browser opened from here would show nowhere.")
        {
            Case = "in Windows session 0", Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Wsl, All(EnvironmentSigns.Wsl, Fact("`wslinfo` says `mirrored`", "wslinfo", snapshot => snapshot.WslNetworkingMode == "mirrored")),
            Opens, Direct, [Loopback, Paste],
            "WSL with mirrored networking: Windows opens the page and shares its loopback interface, so a port that Windows uses is taken here, too.")
        {
            Case = "mirrored networking", Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Wsl, All(EnvironmentSigns.Wsl, Fact("`wslinfo` says `bridged` or `none`", "wslinfo", snapshot => snapshot.WslNetworkingMode is "bridged" or "none")),
            Opens, Unknown, [Paste, Loopback, Device],
            "WSL without the relay from the loopback interface of Windows: Windows opens the page, but it may not reach the listener.")
        {
            Case = "bridged or no networking", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.Wsl, All(EnvironmentSigns.Wsl, Is("a kernel of WSL 1", snapshot => snapshot.HasWslKernel && !IsWsl2(snapshot.KernelVersion!))),
            Opens, Direct, [Loopback, Paste],
            "WSL 1: Windows opens the page, and both have one loopback interface.")
        {
            Case = "WSL 1", Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Wsl, EnvironmentSigns.Wsl,
            Opens, Direct, [Loopback, Paste],
            "WSL: Windows opens the page and relays its own loopback interface to this one.")
        {
            Source = EvidenceSource.Documented,
        },

        // A notebook server on the user's own desktop is that desktop.
        new(EnvironmentIds.Jupyter, All(Any("JPY_PARENT_PID", "JPY_SESSION_NAME", "JUPYTER_SERVER_URL"), NoDisplay),
            OpensNot, Unreachable, [Device, Paste, Loopback],
            "A Jupyter kernel or terminal on a host without a display: the notebook is in a browser elsewhere, and a cell seldom has a terminal to paste into.")
        {
            Case = "a server of its own", Source = EvidenceSource.Documented,
        },

        // 'kubectl port-forward' reaches the loopback interface of a pod, so the listener is worth more than the paste.
        new(EnvironmentIds.Kubernetes, Any("KUBERNETES_SERVICE_HOST"),
            OpensNot, ForwardNeeded, [Device, Loopback, Paste],
            "Kubernetes: the browser reaches a pod only through a port forward.")
        {
            Source = EvidenceSource.Documented,
        },

        // A published port does not reach the loopback interface of a container (that takes an explicit unsafe bind,
        // or the network of the host), whereas a paste always works: it comes before the listener.
        new(EnvironmentIds.Container, EnvironmentSigns.Container,
            OpensNot, ForwardNeeded, [Device, Paste, Loopback],
            "A container: the browser reaches it only through a port that is forwarded or published.")
        {
            Source = EvidenceSource.Seen,
        },

        // A local IDE needs a display, so that one without is the remote half.
        new(EnvironmentIds.JetBrainsGateway, All(Is("Linux", snapshot => snapshot.Platform == HostPlatform.Linux), EnvironmentSigns.JetBrainsTerminal, NoDisplay),
            OpensNot, ForwardNeeded, [Loopback, Paste, Device],
            "A JetBrains IDE on a host without a display: its window is elsewhere, and the browser reaches this host only through a port forward.")
        {
            Case = "without variables of SSH", IsLeftOver = true, Source = EvidenceSource.Described,
        },

        .. DesktopRows.Rows,
    ];

    private static bool IsWsl2(string kernel) =>
        kernel.Contains("WSL2", StringComparison.OrdinalIgnoreCase) || kernel.Contains("microsoft-standard", StringComparison.Ordinal);
}
