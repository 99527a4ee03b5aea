using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// What writes that were killed left beside an entry. One that is whole and follows what is stored is a write whose writer only lacked the time to rename it: after a refresh
/// it holds the only refresh token that the server still takes.
/// </summary>
/// <remarks>
/// The proof of both is in its name: a digest of the entry it is to replace and of all its own bytes. So one that was torn, that belongs to an entry of before, or that
/// somebody changed is never taken.
/// </remarks>
internal static class Leftovers
{
    /// <summary>The length of a proof, in hexadecimal digits.</summary>
    internal const int ProofLength = 24;

    /// <summary>The proof that some bytes are whole, and were written to replace others.</summary>
    internal static string Proof(ReadOnlySpan<byte> replaced, ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, replaced.Length);
        hash.AppendData(length);
        hash.AppendData(replaced);
        hash.AppendData(bytes);
        return TokenFileName.LowerHex(hash.GetHashAndReset().AsSpan(0, ProofLength / 2));
    }

    /// <summary>Those of an entry, in no order.</summary>
    internal static IEnumerable<string> Of(string entryPath) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(entryPath)!, $".{Path.GetFileName(entryPath)}.*")
            .Where(path => TokenFileName.EntryOfTemporary(Path.GetFileName(path)) == Path.GetFileName(entryPath));

    /// <summary>Finishes what a killed writer of an entry had begun, if there is such a thing. Only for who holds the entry's lock.</summary>
    /// <remarks>Whatever goes wrong, the entry is as it was, and reading it will tell.</remarks>
    internal static void Adopt(string entryPath)
    {
        try
        {
            foreach (var leftover in Of(entryPath).ToArray())
            {
                if (TryAdopt(leftover, entryPath))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TokenStoreException)
        {
        }
    }

    /// <summary>Whether a leftover is whole and follows what is stored, so that it is not to be swept up.</summary>
    internal static bool IsSuccessor(string leftover)
    {
        try
        {
            var entry = TokenFileName.EntryOfTemporary(Path.GetFileName(leftover));
            if (entry is null || TokenFileName.ProofOfTemporary(Path.GetFileName(leftover)) is not { } proof)
            {
                return false;
            }

            using var file = OpenSuccessor(leftover, proof, Path.Combine(Path.GetDirectoryName(leftover)!, entry));
            return file is not null;
        }
        catch (TokenStoreException)
        {
            return false; // Not readable, no entry, or none to follow.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true; // It may be one, and another sweep comes.
        }
    }

    /// <summary>Removes those of an entry, as far as that is possible: what a writer still has open stays on Windows.</summary>
    internal static void Remove(string entryPath)
    {
        foreach (var leftover in Of(entryPath).ToArray())
        {
            try
            {
                File.Delete(leftover);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static bool TryAdopt(string leftover, string entryPath)
    {
        if (TokenFileName.ProofOfTemporary(Path.GetFileName(leftover)) is not { } proof)
        {
            return false;
        }

        try
        {
            using var file = OpenSuccessor(leftover, proof, entryPath);
            if (file is null)
            {
                return false;
            }

            Flush(file, leftover);
            if (UnixFileStatus.Of(file.SafeFileHandle) != UnixFileStatus.Of(leftover))
            {
                return false; // Not the one that was looked at.
            }

            File.Move(leftover, entryPath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TokenStoreException)
        {
            return false;
        }

        StoreFolder.MakeDurable(Path.GetDirectoryName(entryPath)!, entryPath);
        return true;
    }

    private static FileStream? OpenSuccessor(string leftover, string proof, string entryPath)
    {
        // Without an entry there is nothing to follow: somebody may have signed out.
        if (EntryFile.Read(entryPath) is not { } stored || !IsEntryOf(stored, entryPath) || EntryFile.TryOpen(leftover) is not { } file)
        {
            return null;
        }

        try
        {
            if (OperatingSystem.IsWindows() || FilePermissions.IsPrivateFile(File.GetUnixFileMode(file.SafeFileHandle)))
            {
                var bytes = EntryFile.ReadBounded(file, leftover);
                if (Proof(stored, bytes) == proof && IsEntryOf(bytes, entryPath))
                {
                    var successor = file;
                    file = null;
                    return successor;
                }
            }

            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private static bool IsEntryOf(ReadOnlySpan<byte> bytes, string entryPath) =>
        TokenFileName.For(TokenFileFormat.Read(bytes, entryPath).Key) == Path.GetFileName(entryPath);

    private static void Flush(FileStream file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            using var writable = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(writable);
        }
        else
        {
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
    }
}
