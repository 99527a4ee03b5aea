using Microsoft.Win32.SafeHandles;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// Whose the folder and its files are. On Unix all of it must belong to the user whose rights count; on Windows access lists decide.
/// </summary>
internal static class StoreOwner
{
    /// <summary>Makes sure that an open file or folder is this user's.</summary>
    /// <exception cref="TokenStoreException">It belongs to somebody else.</exception>
    internal static void Demand(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Demand(UnixFileStatus.Of(file), path);
        }
    }

    /// <summary>The same for what cannot be opened, to tell why.</summary>
    internal static void Demand(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Demand(UnixFileStatus.Of(path), path);
        }
    }

    /// <summary>
    /// Makes sure that a folder which is not there yet would lie in a place of this user's. The user who may do everything could create
    /// it in anybody's home, and its owner could never use it.
    /// </summary>
    /// <exception cref="TokenStoreException">A privileged process would create it in the folder of somebody else.</exception>
    internal static void DemandPlace(string folder)
    {
        if (!OperatingSystem.IsWindows() && UnixCalls.EffectiveUser() == UnixUser.Root && OfPlace(folder) is { } owner && owner != UnixUser.Root)
        {
            throw StoreErrors.ForeignPlace(folder, owner);
        }
    }

    /// <summary>The owner of the folder, or of the nearest one above it that is there.</summary>
    internal static uint? OfPlace(string folder)
    {
        for (var place = folder; !string.IsNullOrEmpty(place); place = Path.GetDirectoryName(place))
        {
            if (UnixFileStatus.Of(place) is { } status)
            {
                return status.Owner;
            }
        }

        return null;
    }

    /// <summary>The same for what was looked at already.</summary>
    internal static void Demand(UnixFileStatus? status, string path)
    {
        if (status is { } known && known.Owner != UnixCalls.EffectiveUser())
        {
            throw StoreErrors.ForeignOwner(path, known.Owner);
        }
    }
}
