using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LoopbackOAuth.Environments;

/// <summary>What Windows knows about the session of this process and about browsers.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsSession
{
    /// <summary>The session of this process; 0 is the one of the services.</summary>
    public static int? Id() => ProcessIdToSessionId((uint)Environment.ProcessId, out uint session) ? (int)session : null;

    /// <summary>Whether a program opens https addresses. Windows offers to choose one (OpenWith.exe) where there is none.</summary>
    public static unsafe bool? HasBrowser()
    {
        const uint Executable = 2;
        const uint Length = 1024;
        char* buffer = stackalloc char[(int)Length];
        uint length = Length;
        if (AssocQueryString(0, Executable, "https", null, buffer, ref length) != 0)
        {
            return false;
        }

        var program = new string(buffer);
        return !program.EndsWith("OpenWith.exe", StringComparison.OrdinalIgnoreCase) && File.Exists(program);
    }

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ProcessIdToSessionId(uint process, out uint session);

    [LibraryImport("shlwapi.dll", EntryPoint = "AssocQueryStringW", StringMarshalling = StringMarshalling.Utf16)]
    private static unsafe partial int AssocQueryString(uint flags, uint what, string association, string? extra, char* result, ref uint length);
}
