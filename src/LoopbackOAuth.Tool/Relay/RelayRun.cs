using LoopbackOAuth.Callback;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Tool.Output;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>
/// One relay: listens where the redirect will go, opens the browser, and writes the answer as one line. It knows neither the
/// verifier nor any token, asks the server for nothing, and keeps nothing.
/// </summary>
internal sealed class RelayRun(RelayRequest request)
{
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    public bool NoBrowser { get; init; }

    public IBrowserLauncher? BrowserLauncher { get; init; }

    public IEnvironmentProbe? EnvironmentProbe { get; init; }

    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where the one line goes, and nothing else.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Where everything else goes, line by line.</summary>
    public Action<string> Say { get; init; } = Terminal.Error;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using LoopbackAuthorizer authorizer = new(
            new LoopbackOAuthOptions { Pages = RelayPages.Create() },
            new LoopbackAuthorizerServices
            {
                Transport = new RelayTransport(request.AuthorizationUri, new SocketCallbackTransport(TimeProvider)),
                Presenter = new RelayPresenter(Say),
                BrowserLauncher = BrowserLauncher,
                EnvironmentProbe = EnvironmentProbe,
                TimeProvider = TimeProvider,
            });

        // Which issuer must answer is known to the program that made the request, and checked there with the code.
        BrowserLegResult result = await authorizer.ReceiveCallbackAsync(
            new BrowserLegRequest(request.AuthorizationUri, request.RedirectUri)
            {
                State = request.State,
                FormPost = request.FormPost,
                NoBrowser = NoBrowser,
                Timeout = Timeout,
            },
            cancellationToken);
        if (!result.TryGetResponse(out AuthorizationResponse? response, out AuthorizationOutcome? failure))
        {
            Say($"error: {failure.Cause}");
            Say(RemedyFor(failure));
            return ExitCode.For(failure);
        }

        Say(response.Error is null
            ? "Paste this line into the waiting prompt on the remote host, and nowhere else:"
            : "The server refused. Paste this line into the waiting prompt on the remote host, so that it ends too:");
        await Output.WriteLineAsync(response.ToRedirect(request.RedirectUri).OriginalString.AsMemory(), CancellationToken.None);
        await Output.FlushAsync(CancellationToken.None);
        return response switch
        {
            { Error: null } => ExitCode.Success,
            { Error: "access_denied", IsContradictory: false } => ExitCode.Denied,
            _ => ExitCode.Failed,
        };
    }

    private string RemedyFor(AuthorizationOutcome failure) => failure switch
    {
        AuthorizationOutcome.ListenerUnavailable { Code: "port_in_use" } =>
            $"Find out what holds it ({HolderCommand}). If it is the waiting sign-in itself, this is the remote host: run relay on the computer with the browser. "
            + "If it is an old ssh forward or relay, end it. Or open the URL without relay, and paste the address of the page that does not load.",
        AuthorizationOutcome.TimedOut =>
            "Run relay again with the same URL while the remote prompt still waits; --timeout SECONDS waits longer.",
        _ => failure.Remedy,
    };

    private string HolderCommand => OperatingSystem.IsWindows()
        ? $"'netstat -ano | findstr :{request.RedirectUri.Port}'"
        : $"'lsof -iTCP:{request.RedirectUri.Port} -sTCP:LISTEN'";
}
