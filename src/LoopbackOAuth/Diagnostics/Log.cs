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

    [LoggerMessage(20, LogLevel.Debug, "Refreshing the tokens of {Provider}")]
    public static partial void RefreshStarts(ILogger logger, string provider);

    [LoggerMessage(21, LogLevel.Information, "The refresh of the tokens of {Provider} ended: {Kind}")]
    public static partial void RefreshEnded(ILogger logger, string provider, string kind);

    [LoggerMessage(22, LogLevel.Debug, "The refresh of the tokens of {Provider} is tried again in {Milliseconds} ms")]
    public static partial void RefreshIsTriedAgain(ILogger logger, string provider, long milliseconds);

    [LoggerMessage(23, LogLevel.Information, "While the tokens of {Provider} were refreshed, others took their place in the store, and those count")]
    public static partial void NewerTokensAdopted(ILogger logger, string provider);

    [LoggerMessage(24, LogLevel.Critical, "The tokens of {Provider} were refreshed but could not be stored ({Code}). They are in this process alone, and the stored ones are used up: mend the store before this process ends, or the user must sign in again")]
    public static partial void RefreshedTokensNotStored(ILogger logger, string provider, string code);

    [LoggerMessage(25, LogLevel.Information, "Signed out of {Provider}: entry {Removal}, tokens at the server {Revocation}")]
    public static partial void SignedOut(ILogger logger, string provider, string removal, string revocation);

    [LoggerMessage(26, LogLevel.Warning, "The entry of {Provider} could not be locked for a sign-in, which is stored all the same: {Reason}")]
    public static partial void NotLocked(ILogger logger, string provider, string reason);

    [LoggerMessage(27, LogLevel.Information, "The tokens of {Provider} were refreshed after somebody had signed out, and revoked again: {Revocation}")]
    public static partial void LateTokensRevoked(ILogger logger, string provider, string revocation);

    [LoggerMessage(7, LogLevel.Debug, "The browser was not opened: {Reason}")]
    public static partial void BrowserNotOpened(ILogger logger, string reason);
}
