using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Says what went wrong: on standard error in words, and on standard output as the one JSON object when that was asked for.</summary>
internal sealed class FailureReport(bool asJson)
{
    public int Usage(string message, string remedy) => Report("usage", "usage", message, remedy, ExitCode.Usage);

    public int Misuse(LoopbackOAuthException exception) => Report("failed", exception.Code, exception.Message, exception.Remedy, ExitCode.Usage);

    public int Interrupted() => Report("cancelled", "cancelled", "Interrupted.", "Start again when you are ready; 'loopback-oauth status' shows what is stored.", ExitCode.Interrupted);

    public int Failed(string code, string message, string remedy) => Report("failed", code, message, remedy, ExitCode.Failed);

    private int Report(string outcome, string code, string message, string remedy, int exitCode)
    {
        if (asJson)
        {
            ToolJson.Write(new LoginReport { Outcome = outcome, Error = code, ErrorDescription = message, Remedy = remedy });
        }
        else
        {
            Terminal.Error($"error: {message}");
            Terminal.Error(remedy);
        }

        return exitCode;
    }
}
