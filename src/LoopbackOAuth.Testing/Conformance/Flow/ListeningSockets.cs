using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>
/// The sockets that listen on a port at one moment, by numbers that the kernel does not give out again soon: a listener that is
/// still there is told from another one that got the same port afterwards. Only Linux tells; elsewhere none is ever known.
/// </summary>
internal sealed class ListeningSockets
{
    private const string Heading = "sl";
    private const string Listening = "0A";
    private const int LineLength = 150;
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;

    private readonly HashSet<string> _inodes;

    private ListeningSockets(HashSet<string> inodes) => _inodes = inodes;

    public bool IsEmpty => _inodes.Count == 0;

    /// <param name="redirectUri">Its port, in the families that its host stands for.</param>
    public static ListeningSockets On(Uri redirectUri)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $":{redirectUri.Port:X4}");
        HashSet<string> inodes = new(StringComparer.Ordinal);
        foreach (string table in TablesFor(redirectUri))
        {
            foreach (string[] columns in Listeners(table))
            {
                if (columns[LocalAddress].EndsWith(ending, StringComparison.Ordinal))
                {
                    inodes.Add(columns[Inode]);
                }
            }
        }

        return new ListeningSockets(inodes);
    }

    public bool HasAnyOf(ListeningSockets others) => _inodes.Overlaps(others._inodes);

    private static string[] TablesFor(Uri redirectUri) => redirectUri.HostNameType switch
    {
        _ when !OperatingSystem.IsLinux() => [],
        UriHostNameType.IPv4 => ["/proc/net/tcp"],
        UriHostNameType.IPv6 => ["/proc/net/tcp6"],
        _ => ["/proc/net/tcp", "/proc/net/tcp6"],
    };

    // The kernel writes the listeners first and makes no more than it is asked for. To make all the rest takes it longer than most
    // scripts take.
    private static List<string[]> Listeners(string table)
    {
        List<string[]> listeners = [];
        try
        {
            using FileStream file = new(table, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            StringBuilder line = new();
            byte[] buffer = new byte[LineLength];
            int count;
            while ((count = file.Read(buffer)) > 0)
            {
                foreach (byte character in buffer.AsSpan(0, count))
                {
                    if (character != '\n')
                    {
                        line.Append((char)character);
                        continue;
                    }

                    string[] columns = line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    line.Clear();
                    if (columns.Length > Inode && columns[State] == Listening)
                    {
                        listeners.Add(columns);
                    }
                    else if (columns[0] != Heading)
                    {
                        return listeners;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then nobody is known.
        }

        return listeners;
    }
}
