using System.Globalization;
using System.Net;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Who holds a port of this computer, as far as this user may know. Nothing is ever ended: that is the user's to decide.</summary>
/// <param name="Process">The id of the process, when it can be seen.</param>
/// <param name="Name">What it is called, in its own words.</param>
/// <param name="User">The id of the user it belongs to.</param>
internal sealed record PortHolder(int? Process, string? Name, int User)
{
    private const string SystemFolder = "/proc";

    public override string ToString() => Process is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"pid {id}{(Name is null ? "" : $" ({Name})")}")
        : string.Create(CultureInfo.InvariantCulture, $"a process of {(User == 0 ? "root" : $"the user with id {User}")}");

    /// <summary>The command that answers the question where this program cannot.</summary>
    public static string CommandFor(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(OperatingSystem.IsWindows() ? $"netstat -ano -p TCP | findstr :{port}" : $"lsof -nP -iTCP:{port} -sTCP:LISTEN")}");

    /// <summary>Looks for the holder. Linux only.</summary>
    /// <param name="address">The address that could not be had.</param>
    /// <param name="port">The port.</param>
    /// <param name="folder">Where the kernel's own file system is.</param>
    /// <returns>The holder, or <see langword="null"/> when nothing tells.</returns>
    public static PortHolder? Find(IPAddress address, int port, string folder = SystemFolder)
    {
        // One that listens is more likely meant than a connection that happens to go out from that port.
        SocketEntry? entry = Entries(folder).Where(entry => entry.Port == port && entry.Covers(address)).OrderByDescending(entry => entry.Listens).FirstOrDefault();
        if (entry is null)
        {
            return null;
        }

        string wanted = $"socket:[{entry.Inode}]";
        foreach (string process in Children(folder))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Holds(process, wanted))
            {
                return new PortHolder(id, NameOf(process), entry.User);
            }
        }

        return new PortHolder(Process: null, Name: null, entry.User);
    }

    private static IEnumerable<SocketEntry> Entries(string folder) =>
        ((string[])["tcp", "tcp6"]).SelectMany(name => Lines(Path.Join(folder, "net", name))).Select(SocketEntry.Parse).OfType<SocketEntry>();

    private static bool Holds(string process, string socket)
    {
        foreach (string descriptor in Children(Path.Join(process, "fd")))
        {
            try
            {
                if (new FileInfo(descriptor).LinkTarget == socket)
                {
                    return true;
                }
            }
            catch (Exception exception) when (IsOutOfSight(exception))
            {
                // Closed in the meantime, or of another user.
            }
        }

        return false;
    }

    private static string? NameOf(string process) => Lines(Path.Join(process, "comm")) is [string name, ..] ? name : null;

    private static string[] Children(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception exception) when (IsOutOfSight(exception))
        {
            return [];
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (IsOutOfSight(exception))
        {
            return [];
        }
    }

    private static bool IsOutOfSight(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
