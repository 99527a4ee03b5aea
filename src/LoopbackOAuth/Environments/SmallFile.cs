using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Environments;

/// <summary>Reads the beginning of a file of the system.</summary>
internal static class SmallFile
{
    private const int LongestBytes = 4096;

    /// <summary>Its first 4 KB, or <see langword="null"/> when it cannot be read.</summary>
    public static string? Read(string path) =>

        // To ask first is cheap; the first exception of a process takes milliseconds.
        File.Exists(path) ? Attempt.To(() => ReadOrThrow(path), null) : null;

    /// <summary>The value behind <c>NAME=</c> at the beginning of a line; <see langword="null"/> when there is none.</summary>
    public static string? ValueOf(string? text, string name)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > name.Length && line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] == '=')
            {
                return line[(name.Length + 1)..].ToString();
            }
        }

        return null;
    }

    private static string ReadOrThrow(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestBytes];
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int length = RandomAccess.Read(file, buffer, 0);
        return Encoding.UTF8.GetString(buffer[..length]);
    }
}
