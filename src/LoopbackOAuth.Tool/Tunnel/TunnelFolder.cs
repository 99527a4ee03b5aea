using System.Globalization;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A folder of this user alone (0700) for the sockets between the tunnel and ssh, gone with it.</summary>
internal sealed class TunnelFolder : IDisposable
{
    // A socket's path has 104 bytes on macOS and 108 on Linux, and ssh splits a forward at ':'.
    private const int LongestFolder = 60;
    private const string Short = "/tmp";

    private readonly DirectoryInfo _folder;
    private int _count;

    public TunnelFolder()
    {
        string temporary = Path.GetTempPath();
        _folder = OperatingSystem.IsWindows() || (temporary.Length <= LongestFolder && temporary.All(IsPlain))
            ? Directory.CreateTempSubdirectory("loopback-oauth-")
            : Directory.CreateDirectory(
                Path.Join(Short, $"loopback-oauth-{Guid.NewGuid():N}"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string NewSocketPath() => Path.Join(_folder.FullName, (++_count).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An ssh that is not quite gone; nothing secret lies there.
        }
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '/' or '-' or '_' or '.' or '+';
}
