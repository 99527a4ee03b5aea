using System.Security.Cryptography;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Whether a folder that is not there could be created: by creating one beside it, and removing that at once.</summary>
internal static class FolderTrial
{
    /// <exception cref="TokenStoreException">It could not.</exception>
    internal static void Demand(string folder)
    {
        string? place = Path.GetDirectoryName(folder);
        while (place is not null && !Directory.Exists(place))
        {
            place = Path.GetDirectoryName(place);
        }

        if (place is null)
        {
            return;
        }

        string trial = Path.Combine(place, $".loopback-oauth-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}");
        try
        {
            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unwritable(folder, exception);
        }
    }
}
