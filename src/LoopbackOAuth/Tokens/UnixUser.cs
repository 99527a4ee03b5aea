using System.Globalization;
using System.Runtime.InteropServices;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>Users of a Unix system, by number and by name.</summary>
internal static class UnixUser
{
    /// <summary>The number of the user who may do everything.</summary>
    internal const uint Root = 0;

    private const int LongestName = 32;

    /// <summary>The name of a user for a reader, or the number when the system knows no name.</summary>
    internal static string Name(uint user) => Find(user) is { Length: > 0 } name ? TerminalText.Sanitize(name) : Number(user);

    /// <summary>The user as a command takes it: the name when it is plainly one, else the number.</summary>
    internal static string Argument(uint user, string numberPrefix = "") =>
        Find(user) is { Length: > 0 and <= LongestName } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            ? name
            : numberPrefix + Number(user);

    private static string Number(uint user) => user.ToString(CultureInfo.InvariantCulture);

    private static unsafe string? Find(uint user)
    {
        // Larger than the record of any system: on Linux it has 48 bytes, on macOS 72, on FreeBSD 80.
        var record = stackalloc nint[32];
        var texts = stackalloc byte[4096];
        nint found = 0;
        return UnixCalls.User(user, record, texts, 4096, &found) == 0 && found != 0 ? Marshal.PtrToStringUTF8(record[0]) : null;
    }
}
