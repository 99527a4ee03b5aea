using System.CommandLine;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Tool.Stores;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>login</c>: one sign-in.</summary>
internal static class LoginCommand
{
    public static Command Create()
    {
        LoginOptions options = new();
        Command command = new("login", "Sign in, and store the tokens.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LoginOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        AuthorizationRequest request = options.ToRequest(parsed);
        OpenedStore store = await ToolStore.OpenAsync(cancellationToken);
        using LoopbackAuthorizer authorizer = new(
            options: null,
            new LoopbackAuthorizerServices
            {
                TokenStore = store.Tokens,
                Transport = parsed.GetValue(options.Transport) is "httplistener" ? new HttpListenerCallbackTransport() : null,
            });
        AuthorizationOutcome outcome = await authorizer.AuthorizeAsync(request, cancellationToken);
        if (parsed.GetValue(options.Json))
        {
            ToolJson.Write(LoginReport.Of(outcome));
        }
        else
        {
            Print(outcome);
        }

        return ExitCode.For(outcome);
    }

    private static void Print(AuthorizationOutcome outcome)
    {
        if (outcome is AuthorizationOutcome.Succeeded success)
        {
            Terminal.Error(LoginText.Success(success.Key.Provider, success.Key.Account));
            return;
        }

        Terminal.Error($"error: {outcome.Cause}");
        if (outcome.ServerError is { } error)
        {
            Terminal.Error($"The server said: {error.Code}{(error.Description is null ? "" : $": {error.Description}")}{(error.StatusCode is { } status ? $" (HTTP {status})" : "")}");
        }

        Terminal.Error(outcome.Remedy);
    }
}
