using System.CommandLine;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>tunnel</c>: on the computer with the browser, the way to a sign-in that waits on a remote host.</summary>
internal static class TunnelCommand
{
    public static Command Create()
    {
        TunnelOptions options = new();
        Command command = new("tunnel", "On the computer with the browser: lead the callback to a sign-in on an SSH host.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TunnelOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        TunnelRequest request = options.ToRequest(parsed);
        if (parsed.GetValue(options.Print))
        {
            Console.Out.WriteLine(CommandText.Of(parsed.GetValue(options.Ssh) ?? "ssh", SshArguments.Alone(request.Ssh, request.Choice.Ports), OperatingSystem.IsWindows()));
            return ExitCode.Success;
        }

        // A signal that comes before the first wait ends the process at once, and ssh, which runs by then, would stay.
        await Task.Yield();
        FailureReport report = new(asJson: false);
        string program;
        try
        {
            program = SshProgram.Find(parsed.GetValue(options.Ssh), Environment.GetEnvironmentVariable("PATH"));
        }
        catch (TunnelFailureException exception)
        {
            return report.Failed(exception.Failure.Code, exception.Message, exception.Failure.Remedy);
        }

        if (new EnvironmentProbe().Probe() is { Loopback: LoopbackReachability.ForwardNeeded } here)
        {
            Terminal.Error($"Note: your browser is probably not on this machine ({here.Id}). The tunnel belongs on the computer with your browser.");
        }

        TimeProvider clock = TimeProvider.System;
        using HangUp hangUp = new(cancellationToken);
        TunnelRun run = new(
            request,
            (forwards, forbidFork, tell) => SshProcess.Start(program, SshArguments.Behind(request.Ssh, forwards, forbidFork, exitOnForwardFailure: !Forward.CannotFail), tell, clock),
            Terminal.Error,
            clock);
        return await run.RunAsync(hangUp.Token) switch
        {
            null => ExitCode.Success,
            { Code: TunnelText.TimedOutCode } late => End(report, late, ExitCode.TimedOut),
            var failure => End(report, failure, ExitCode.Failed),
        };
    }

    private static int End(FailureReport report, TunnelFailure failure, int exitCode)
    {
        report.Failed(failure.Code, failure.Message, failure.Remedy);
        return exitCode;
    }
}
