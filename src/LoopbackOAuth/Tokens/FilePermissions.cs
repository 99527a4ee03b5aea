namespace LoopbackOAuth.Tokens;

/// <summary>Which Unix modes are safe for tokens: pure decisions, the same on every platform.</summary>
internal static class FilePermissions
{
    /// <summary>The mode of a token file: 0600.</summary>
    internal const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of a folder the store creates: 0700.</summary>
    internal const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode OthersAny = OthersWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Whoever can write to the folder can swap its files. Seeing their names, which are public facts, is tolerated.</summary>
    internal static bool IsSafeFolder(UnixFileMode mode) => (mode & OthersWrite) == UnixFileMode.None;

    /// <summary>A token file is its owner's alone.</summary>
    internal static bool IsPrivateFile(UnixFileMode mode) => (mode & OthersAny) == UnixFileMode.None;

    /// <summary>The mode as <c>chmod</c> takes it.</summary>
    internal static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, toBase: 8).PadLeft(4, '0');
}
