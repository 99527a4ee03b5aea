using System.Security.Cryptography;

namespace LoopbackOAuth.Transports;

/// <summary>Where the browser is led when it has delivered the response: a path without the code, for the address bar and the history to keep.</summary>
internal static class ResultPath
{
    private const int HexDigits = 32;

    /// <summary>A new path that nobody can guess and that is, with its 128 random bits, no redirect URI's.</summary>
    public static string Create() => "/result/" + RandomNumberGenerator.GetHexString(HexDigits, lowercase: true);
}
