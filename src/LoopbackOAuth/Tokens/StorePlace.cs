using System.Globalization;

namespace LoopbackOAuth.Tokens;

/// <summary>Whose place the folder of a store is, for people who look for their tokens.</summary>
internal static class StorePlace
{
    private const string SudoVariable = "SUDO_UID";

    /// <summary>The name of the user to whom the folder belongs, or would belong.</summary>
    internal static string? Owner(string folder) => OperatingSystem.IsWindows() ? Environment.UserName
        : UnixFileStatus.Of(folder) is { } status ? UnixUser.Name(status.Owner)
        : UnixUser.Name(UnixCalls.EffectiveUser());

    /// <summary>What is surprising about it, or <see langword="null"/>.</summary>
    internal static string? Warning(string folder) => OperatingSystem.IsWindows()
        ? null
        : Warning(folder, UnixCalls.EffectiveUser(), StoreOwner.OfPlace(folder), Environment.GetEnvironmentVariable(SudoVariable));

    /// <summary>The same as a pure function but for the users' names.</summary>
    internal static string? Warning(string folder, uint user, uint? owner, string? sudoUser)
    {
        if (owner is { } other && other != user && (user == UnixUser.Root || UnixFileStatus.Of(folder) is not null))
        {
            return $"The token folder lies in a folder of {UnixUser.Name(other)}, but this program runs as {UnixUser.Name(user)}: run it as that user, or with sudo -H for tokens of your own.";
        }

        return uint.TryParse(sudoUser, NumberStyles.None, CultureInfo.InvariantCulture, out var caller) && caller != user
            ? $"This program runs under sudo: these are the tokens of {UnixUser.Name(user)}, not those of {UnixUser.Name(caller)}. Run it without sudo for those."
            : null;
    }
}
