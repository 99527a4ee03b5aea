using static LoopbackOAuth.Environments.EnvironmentCondition;
using static LoopbackOAuth.Environments.EnvironmentTable;

namespace LoopbackOAuth.Environments;

/// <summary>Desktops and their absence; of the desktops only one can hold.</summary>
internal static class DesktopRows
{
    private const string MaybeElsewhere =
        "but the shell is kept by a multiplexer: nothing tells whether its user is at this host, so no browser is opened unasked.";

    /// <summary>The rows.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        // A browser of somebody at this very machine would reach the listener; nothing tells whether there is one.
        new(EnvironmentIds.WindowsService, EnvironmentSigns.HiddenWindows,
            OpensNot, Unknown, [Device, Paste, Loopback],
            "A Windows service, or a session without a desktop or a browser: a page opened here would show nowhere.")
        {
            Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.DesktopWindows, EnvironmentSigns.GraphicalSession(HostPlatform.Windows, "Windows with a visible window station"),
            Opens, Direct, [Loopback, Paste],
            "A Windows desktop: browser and process share the loopback interface.")
        {
            Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.DesktopMacOS, All(EnvironmentSigns.GraphicalSession(HostPlatform.MacOS, "macOS with a graphical session"), EnvironmentSigns.OldShell),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "A macOS desktop, " + MaybeElsewhere)
        {
            Case = "kept by a multiplexer", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.DesktopMacOS, EnvironmentSigns.GraphicalSession(HostPlatform.MacOS, "macOS with a graphical session"),
            Opens, Direct, [Loopback, Paste],
            "A macOS desktop: browser and process share the loopback interface.")
        {
            Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.DesktopLinux, All(EnvironmentSigns.LinuxDisplay, EnvironmentSigns.OldShell),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "A Linux desktop, " + MaybeElsewhere)
        {
            Case = "kept by a multiplexer", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.DesktopLinux, All(EnvironmentSigns.LinuxDisplay, SharedHost),
            Opens, Direct, [Loopback, Paste],
            "A container of Toolbx, Distrobox or Flatpak on a Linux desktop: it shares the display and the loopback interface of its host.")
        {
            Case = "Toolbx, Distrobox, Flatpak", Source = EvidenceSource.Described,
        },

        new(EnvironmentIds.DesktopLinux, EnvironmentSigns.LinuxDisplay,
            Opens, Direct, [Loopback, Paste],
            "A Linux desktop: browser and process share the loopback interface.")
        {
            Source = EvidenceSource.Documented,
        },

        new(EnvironmentIds.Headless, Fact("macOS without a graphical session", "no-graphical-session", snapshot => snapshot.Platform == HostPlatform.MacOS && !snapshot.HasGraphicalSession),
            OpensNot, Unknown, [Loopback, Paste, Device],
            "macOS without a graphical session, and no sign of where the user is.")
        {
            Case = "macOS", IsLeftOver = true, Source = EvidenceSource.Documented,
        },
    ];

    private static EnvironmentCondition SharedHost => All(
        Is("a container that shares its host", snapshot => snapshot.SharesItsHost),
        Either(
            Fact("`/run/.toolboxenv`", "/run/.toolboxenv", snapshot => snapshot.Files.Contains("/run/.toolboxenv")),
            Any("TOOLBOX_PATH", "DISTROBOX_ENTER_PATH"),
            Value("container", "is `flatpak`", value => value == "flatpak")));
}
