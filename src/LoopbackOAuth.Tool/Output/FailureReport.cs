using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Says what went wrong: on standard error in words, and on standard output as the one JSON object when that was asked for.</summary>
/// <param name="asJson">Whether it was asked for.</param>
/// <param name="write">Writes it, for a command whose object has more members; <see langword="null"/> for the plain one.</param>
internal sealed class FailureReport(bool asJson, Action<LoginReport>? write = null)
{
    /// <summary>Nobody is signed in.</summary>
    internal const string NoCredentials = "no_credentials";

    public int Usage(string message, string remedy) => Report("usage", "usage", message, remedy, ExitCode.Usage);

    public int Misuse(LoopbackOAuthException exception) => Report("failed", exception.Code, exception.Message, exception.Remedy, ExitCode.Usage);

    public int Interrupted() => Report("cancelled", "cancelled", "Interrupted.", "Start again when you are ready; 'loopback-oauth status' shows what is stored.", ExitCode.Interrupted);

    public int Failed(string code, string message, string remedy) => Report("failed", code, message, remedy, ExitCode.Failed);

    public int NotSignedIn(string message, string remedy) => Report("sign_in_required", NoCredentials, message, remedy, ExitCode.SignInRequired);

    private int Report(string outcome, string code, string message, string remedy, int exitCode)
    {
        if (asJson)
        {
            (write ?? ToolJson.Write)(new LoginReport { Outcome = outcome, Error = Terminal.Clean(code), ErrorDescription = Terminal.Clean(message), Remedy = Terminal.Clean(remedy) });
        }
        else
        {
            Terminal.Error($"error: {message}");
            Terminal.Error(remedy);
        }

        return exitCode;
    }
}
