using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>One finding of a check. Its texts are made harmless here, because much of them comes from servers, files and other processes.</summary>
internal sealed record CheckResult
{
    private CheckResult(CheckState state, string cause, string? remedy, string? code)
    {
        State = state;
        Cause = Terminal.Clean(cause);
        Remedy = string.IsNullOrEmpty(remedy) ? null : Terminal.Clean(remedy);
        Code = code is null ? null : Terminal.Clean(code);
    }

    public CheckState State { get; }

    /// <summary>What is the case, in a sentence or two.</summary>
    public string Cause { get; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; }

    /// <summary>A stable code in snake case, where the library or a server has one for it.</summary>
    public string? Code { get; }

    public static CheckResult Ok(string cause) => new(CheckState.Ok, cause, remedy: null, code: null);

    public static CheckResult Skipped(string cause) => new(CheckState.Skipped, cause, remedy: null, code: null);

    public static CheckResult Warn(string cause, string? remedy = null, string? code = null) => new(CheckState.Warn, cause, remedy, code);

    public static CheckResult Fail(string cause, string remedy, string? code = null) => new(CheckState.Fail, cause, remedy, code);

    public static CheckResult Fail(LoopbackOAuthException exception) => Fail(exception.Message, exception.Remedy, exception.Code);
}
