using System.Globalization;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>
/// The sockets that listen on a port at one moment, by numbers that the kernel does not give out again soon: a listener that is
/// still there is told from another one that got the same port afterwards. Only Linux tells; elsewhere none is ever known.
/// </summary>
internal sealed class ListeningSockets
{
    private const string Listening = "0A";
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;

    private readonly HashSet<string> _inodes;

    private ListeningSockets(HashSet<string> inodes) => _inodes = inodes;

    public bool IsEmpty => _inodes.Count == 0;

    public static ListeningSockets On(int port)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        HashSet<string> inodes = new(StringComparer.Ordinal);
        foreach (string table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            foreach (string line in Lines(table))
            {
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > Inode } columns
                    && columns[State] == Listening
                    && columns[LocalAddress].EndsWith(ending, StringComparison.Ordinal))
                {
                    inodes.Add(columns[Inode]);
                }
            }
        }

        return new ListeningSockets(inodes);
    }

    public bool HasAnyOf(ListeningSockets others) => _inodes.Overlaps(others._inodes);

    private static string[] Lines(string table)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllLines(table) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
