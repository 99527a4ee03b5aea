using System.CommandLine;
using System.CommandLine.Invocation;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Commands;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool;

/// <summary>From the command line to a command, and from anything that goes wrong on the way to one line and an exit code.</summary>
internal static class ToolCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        Command root = Root(args);

        // No response files: '@' starts an account label or a path like any other character. No value glued to a short option: what was
        // meant as a host must not become one, as "-oProxyCommand=..." would.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        FailureReport report = new(asJson: Array.Exists(args, argument => argument is "--json" or "--json=true" or "--json:true"));
        if (parsed.Errors.Count > 0)
        {
            return report.Usage(string.Join(' ', parsed.Errors.Select(error => error.Message)), "Run the command with --help to see what it takes.");
        }

        try
        {
            // Without its own time limit for what Ctrl+C ends, which is shorter than a refresh takes.
            InvocationConfiguration invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.Action is AsynchronousCommandLineAction
                ? await Termination.RunAsync(cancellationToken => parsed.InvokeAsync(invocation, cancellationToken), refreshes: args is ["token" or "refresh", ..])
                : await parsed.InvokeAsync(invocation);
        }
        catch (UsageException exception)
        {
            return report.Usage(exception.Message, exception.Remedy);
        }
        catch (TokenStoreException exception)
        {
            return report.Failed(exception.Code, exception.Message, exception.Remedy);
        }
        catch (LoopbackOAuthException exception)
        {
            return report.Misuse(exception);
        }
        catch (OperationCanceledException)
        {
            return report.Interrupted();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk or a closed pipe behind standard output, for example: it cannot be told there.
            Terminal.Error($"error: {exception.Message} Check where the output goes.");
            return ExitCode.Failed;
        }
    }

    // Only the command that is asked for is built, and the help with its texts only for who asks for help: a sign-in should not
    // pay for the others at start.
    private static Command Root(string[] args)
    {
        const string Description = "Signs in with OAuth from any terminal, also where the browser runs on another machine.";
        Command? wanted = args is [string name, ..] ? Find(name) : null;
        Command root = wanted is null || Array.Exists(args, AsksForHelp) ? new RootCommand(Description) : new Command("loopback-oauth", Description);
        foreach (Command command in wanted is null ? All() : [wanted])
        {
            root.Subcommands.Add(command);
        }

        // The list of commands shows an argument that may be left out as one that must be there; the help of the command itself has the brackets.
        if (args.Length <= 1)
        {
            foreach (Argument argument in root.Subcommands.SelectMany(command => command.Arguments).Where(argument => argument.Arity.MinimumNumberOfValues == 0))
            {
                argument.Hidden = wanted is null;
            }
        }

        return root;
    }

    private static bool AsksForHelp(string argument) => argument is "--help" or "-h" or "-?" or "/h" or "/?" or "--version";

    private static Command? Find(string name) => name switch
    {
        "login" => LoginCommand.Create(),
        "token" => TokenCommand.Create(),
        "refresh" => RefreshCommand.Create(),
        "logout" => LogoutCommand.Create(),
        "list" => ListCommand.Create(),
        "status" => StatusCommand.Create(),
        "doctor" => DoctorCommand.Create(),
        "remove" => RemoveCommand.Create(),
        "move-to-keyring" => MoveToKeyringCommand.Create(),
        "providers" => ProvidersCommand.Create(),
        "probe" => ProbeCommand.Create(),
        "tunnel" => TunnelCommand.Create(),
        "relay" => RelayCommand.Create(),
        "demo" => DemoCommand.Create(),
        _ => null,
    };

    private static Command[] All() =>
    [
        LoginCommand.Create(),
        TokenCommand.Create(),
        RefreshCommand.Create(),
        LogoutCommand.Create(),
        ListCommand.Create(),
        StatusCommand.Create(),
        DoctorCommand.Create(),
        RemoveCommand.Create(),
        MoveToKeyringCommand.Create(),
        ProvidersCommand.Create(),
        ProbeCommand.Create(),
        TunnelCommand.Create(),
        RelayCommand.Create(),
        DemoCommand.Create(),
    ];
}
