using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Keyring;

/// <summary>All log messages of this package. None has a parameter that could hold a secret or an untrusted text.</summary>
internal static partial class KeyringLog
{
    [LoggerMessage(1, LogLevel.Warning, "The keyring is not used ({Trouble}); tokens are in private files that are not encrypted")]
    public static partial void NotUsed(ILogger logger, KeyringTrouble trouble);
}
