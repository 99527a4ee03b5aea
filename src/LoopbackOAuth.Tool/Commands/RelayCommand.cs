using System.CommandLine;
using System.Globalization;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>relay</c>: the browser's part of a sign-in that waits on another machine, for hosts without ssh.</summary>
internal static class RelayCommand
{
    private const string Dash = "-";
    private const int DefaultTimeout = 300;

    public static Command Create()
    {
        Argument<string?> url = new("url")
        {
            Description = "The authorization URL that the remote host printed, in quotes; '-' reads it from standard input. On a terminal it is asked for.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> yes = new("--yes") { Description = "Do not ask whether to go on." };
        Option<bool> noBrowser = new("--no-browser") { Description = "Open no browser; print the URL and wait." };
        Option<string?> timeout = new("--timeout") { Description = $"How many seconds to wait, 1 to 3600; {DefaultTimeout} by default.", HelpName = "SECONDS" };
        Command command = new(
            "relay",
            "Run this where your browser is: receive the answer of a sign-in that waits on a remote host, and print the one line to paste there.")
        {
            url, yes, noBrowser, timeout,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(url),
            parsed.GetValue(yes),
            request => new RelayRun(request) { NoBrowser = parsed.GetValue(noBrowser), Timeout = TimeoutFrom(parsed.GetValue(timeout)) },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? argument, bool yes, Func<RelayRequest, RelayRun> create, CancellationToken cancellationToken)
    {
        // The keys stay with it to the end: what is left of a paste is nothing for the shell.
        await using RelayPrompt prompt = new(new ConsoleTerminal(TimeProvider.System), TimeProvider.System);
        RelayRefusal refusal = RelayRequestReader.Read(await TextAsync(argument, prompt, cancellationToken), out RelayRequest? request);
        if (request is null)
        {
            await prompt.SettleAsync(cancellationToken);
            (string message, string remedy) = RelayAdvice.For(refusal);
            throw new UsageException(message, remedy);
        }

        RelayRun run = create(request);
        RelayConsole.Show([.. RelayWarning.Compose(request), ""]);
        if (!yes && !prompt.CanAsk)
        {
            throw new UsageException(
                "There is no terminal to ask on whether to go on.",
                "Run it on a terminal; or, when you know where the URL comes from, add --yes.");
        }

        if (!yes && !await prompt.ConfirmAsync(cancellationToken))
        {
            Terminal.Error("Nothing was opened.");
            return ExitCode.Failed;
        }

        return await run.RunAsync(cancellationToken);
    }

    private static async Task<string> TextAsync(string? argument, RelayPrompt prompt, CancellationToken cancellationToken) => argument switch
    {
        Dash when Console.IsInputRedirected => await RelayConsole.ReadPipeAsync(cancellationToken),
        null or Dash when prompt.CanAsk => await prompt.AskForUrlAsync(cancellationToken),
        null or Dash => throw new UsageException(
            "No URL was given, and there is no terminal to ask on.",
            "Give the URL in quotes: loopback-oauth relay 'URL'; or '-' to read it from standard input."),
        _ => argument,
    };

    private static TimeSpan TimeoutFrom(string? text) =>
        text is null ? TimeSpan.FromSeconds(DefaultTimeout)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException("--timeout must be a whole number from 1 to 3600.", "Run the command with --help to see what it takes.");
}
