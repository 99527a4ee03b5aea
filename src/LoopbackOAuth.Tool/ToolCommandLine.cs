using System.CommandLine;
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
        RootCommand root = new("Signs in with OAuth from any terminal, also where the browser runs on another machine.");
        foreach (Command command in Commands(args))
        {
            root.Subcommands.Add(command);
        }

        // No response files: '@' starts an account label or a path like any other character.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        FailureReport report = new(asJson: args.Contains("--json", StringComparer.Ordinal));
        if (parsed.Errors.Count > 0)
        {
            return report.Usage(string.Join(' ', parsed.Errors.Select(error => error.Message)), "Run the command with --help to see what it takes.");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
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
        catch (IOException exception)
        {
            // A full disk or a closed pipe behind standard output, for example.
            return report.Failed("io_error", exception.Message, "Check where the output goes.");
        }
    }

    // Only the command that is asked for is built: a sign-in should not pay for the others at start.
    private static IEnumerable<Command> Commands(string[] args)
    {
        (string Name, Func<Command> Create)[] all =
        [
            ("login", LoginCommand.Create),
            ("token", TokenCommand.Create),
            ("status", StatusCommand.Create),
            ("providers", ProvidersCommand.Create),
            ("probe", ProbeCommand.Create),
            ("demo", DemoCommand.Create),
        ];
        string? wanted = args.Length > 0 ? args[0] : null;
        (string Name, Func<Command> Create)[] chosen = Array.FindAll(all, entry => entry.Name == wanted);
        return (chosen.Length > 0 ? chosen : all).Select(entry => entry.Create());
    }
}
