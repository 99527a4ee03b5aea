using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Environments;

/// <content>What is looked at in every process: variables, a few files, the terminal.</content>
public sealed partial record EnvironmentSnapshot
{
    private const string KernelVersionFile = "/proc/version";

    // The kernel stays the same as long as a process lives, and reading its version is the slowest part of looking around.
    private static string? s_kernelVersion;

    /// <summary>The marker files that a snapshot looks for: those that Docker, Podman and Toolbx leave in a container.</summary>
    public static IReadOnlyList<string> MarkerFiles { get; } = Array.AsReadOnly<string>(["/.dockerenv", "/run/.containerenv", "/run/.toolboxenv"]);

    /// <summary>
    /// Takes a snapshot of this process and its host. What cannot be read counts as absent, and nothing is thrown. No name
    /// service is asked. It starts no process but <c>tmux show-environment</c> inside tmux and <c>wslinfo</c> inside
    /// WSL, each for 300 ms at most.
    /// </summary>
    /// <returns>The snapshot.</returns>
    public static EnvironmentSnapshot Capture()
    {
        HostPlatform platform = CapturePlatform();
        return FurtherEvidence.Add(Capture(platform, CaptureVariables(platform)), isThorough: true);
    }

    /// <summary>
    /// A snapshot with no other variables than those that <see cref="EnvironmentProbe.Evaluate"/> looks at: to copy all of
    /// them was most of the work of a probe. <c>wslinfo</c> is not asked, either: every sign-in in WSL would pay for a rare answer.
    /// </summary>
    internal static EnvironmentSnapshot CaptureForEvaluation()
    {
        HostPlatform platform = CapturePlatform();
        Dictionary<string, string> variables = NewVariables(platform);
        foreach (string name in EvaluatedVariables.Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        return FurtherEvidence.Add(Capture(platform, variables), isThorough: false);
    }

    /// <summary>The operating system family of this process.</summary>
    internal static HostPlatform CapturePlatform() =>
        OperatingSystem.IsWindows() ? HostPlatform.Windows
        : OperatingSystem.IsMacOS() ? HostPlatform.MacOS
        : HostPlatform.Linux;

    /// <summary>The environment variables of this process.</summary>
    internal static Dictionary<string, string> CaptureVariables(HostPlatform platform)
    {
        Dictionary<string, string> variables = NewVariables(platform);
        IDictionary? all = Attempt.To<IDictionary?>(Environment.GetEnvironmentVariables, null);
        if (all is null)
        {
            return variables;
        }

        foreach (DictionaryEntry entry in all)
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return variables;
    }

    private static EnvironmentSnapshot Capture(HostPlatform platform, Dictionary<string, string> variables) => new()
    {
        Variables = variables,
        Files = CaptureFiles(platform),
        KernelVersion = platform == HostPlatform.Linux ? s_kernelVersion ??= Attempt.To(ReadKernelVersion, null) : null,
        Platform = platform,

        // The type of terminal (TERM) plays no part: a dumb terminal is one, too.
        InputIsTerminal = Attempt.To(static () => !Console.IsInputRedirected, fallback: false),
        ErrorIsTerminal = Attempt.To(static () => !Console.IsErrorRedirected, fallback: false),
        HasGraphicalSession = Attempt.To(HasSession, fallback: true),
        IsRoot = platform != HostPlatform.Windows && Attempt.To(static () => Environment.IsPrivilegedProcess, fallback: false),

        // The system is asked last, because on Unix its user database may be on the network.
        UserName = ShellSafeName.User(variables) ?? Attempt.To<string?>(static () => Environment.UserName, null),
        HostName = Attempt.To<string?>(static () => Environment.MachineName, null),
    };

    // Variable names have no case on Windows.
    private static Dictionary<string, string> NewVariables(HostPlatform platform) =>
        new(platform == HostPlatform.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static HashSet<string> CaptureFiles(HostPlatform platform)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        if (platform == HostPlatform.Linux)
        {
            foreach (string file in MarkerFiles)
            {
                if (File.Exists(file))
                {
                    files.Add(file);
                }
            }
        }

        return files;
    }

    private static string? ReadKernelVersion()
    {
        Span<byte> buffer = stackalloc byte[512];
        using SafeFileHandle file = File.OpenHandle(KernelVersionFile);
        int length = RandomAccess.Read(file, buffer, 0);
        return length == 0 ? null : Encoding.Latin1.GetString(buffer[..length]);
    }

    private static bool HasSession()
    {
        if (OperatingSystem.IsMacOS())
        {
            const uint CallersSession = uint.MaxValue;
            const uint HasGraphicAccess = 0x10;
            return SessionGetInfo(CallersSession, out _, out uint attributes) != 0 || (attributes & HasGraphicAccess) != 0;
        }

        // On Windows: whether the process's window station is visible. Always true on other systems.
        return Environment.UserInteractive;
    }

    [LibraryImport("/System/Library/Frameworks/Security.framework/Security")]
    private static partial int SessionGetInfo(uint session, out uint sessionId, out uint attributes);
}
