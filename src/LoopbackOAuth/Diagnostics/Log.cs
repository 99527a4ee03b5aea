using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Diagnostics;

/// <summary>All log messages of the library. None has a parameter that could hold a secret or an untrusted text.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Sign-in with {Provider} starts in environment {Environment}")]
    public static partial void SignInStarts(ILogger logger, string provider, string environment);

    [LoggerMessage(2, LogLevel.Debug, "Waiting for the response on {Authority} over {Transport}")]
    public static partial void Waiting(ILogger logger, string authority, string transport);

    [LoggerMessage(10, LogLevel.Warning, "Listening on every network interface, port {Port}, as was explicitly asked for; that is unsafe")]
    public static partial void ListensOnEveryInterface(ILogger logger, int port);

    [LoggerMessage(3, LogLevel.Debug, "A delivery over {Transport} did not count: {Reason}")]
    public static partial void DeliveryRefused(ILogger logger, string transport, string reason);

    [LoggerMessage(4, LogLevel.Warning, "{Count} deliveries did not belong to the sign-in; something on this machine may be guessing")]
    public static partial void ManyRefused(ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Debug, "The response arrived over {Transport}")]
    public static partial void ResponseArrived(ILogger logger, string transport);

    [LoggerMessage(6, LogLevel.Information, "Sign-in with {Provider} ended: {Kind} ({Code})")]
    public static partial void SignInEnded(ILogger logger, string provider, string kind, string code);

    [LoggerMessage(8, LogLevel.Error, "The token store failed: {Reason}")]
    public static partial void StoreFailed(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Warning, "The presenter failed on a notice: {Reason}")]
    public static partial void PresenterFailed(ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Debug, "The browser was not opened: {Reason}")]
    public static partial void BrowserNotOpened(ILogger logger, string reason);
}
