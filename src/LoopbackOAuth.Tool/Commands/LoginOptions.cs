using System.CommandLine;
using System.Globalization;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>What <c>login</c> takes, and how it becomes an authorization request.</summary>
internal sealed class LoginOptions
{
    public Argument<string> Provider { get; } = new("provider") { Description = "A provider's id or alias; with --issuer or endpoints, any name." };

    public Option<string?> Issuer { get; } = new("--issuer") { Description = "The authorization server's issuer, from which the rest is discovered." };

    public Option<string?> AuthorizationEndpoint { get; } = new("--authorization-endpoint") { Description = "The authorization endpoint, when nothing is to be discovered." };

    public Option<string?> TokenEndpoint { get; } = new("--token-endpoint") { Description = "The token endpoint, when nothing is to be discovered." };

    public Option<string?> ClientId { get; } = new("--client-id") { Description = "The client id of your own app." };

    public Option<string?> ClientSecretEnvironment { get; } = new("--client-secret-env") { Description = "The name of the environment variable that holds the client secret.", HelpName = "NAME" };

    public Option<string[]> Scopes { get; } = new("--scope") { Description = "A scope to ask for; may be repeated." };

    public Option<string?> Resource { get; } = new("--resource") { Description = "The resource the token is for (RFC 8707)." };

    public Option<string?> Host { get; } = new("--host") { Description = "How the redirect URI names this host: 127.0.0.1, ::1 or localhost." };

    public Option<string?> Port { get; } = new("--port") { Description = "The one port to listen on; 0 for any free one.", HelpName = "N" };

    public Option<bool> UnsafeListenAny { get; } = new("--unsafe-listen-any") { Description = "UNSAFE: listen on every interface, for a container that publishes --port as 127.0.0.1:N:N." };

    public Option<string?> Path { get; } = new("--path") { Description = "The path of the redirect URI." };

    public Option<bool> FormPost { get; } = new("--form-post") { Description = "Ask for the answer as a posted form (response_mode=form_post)." };

    public Option<bool> NoBrowser { get; } = new("--no-browser") { Description = "Open no browser; print the URL and wait." };

    public Option<bool> ManualPaste { get; } = new("--manual-paste") { Description = "Open no listener; paste the address the browser is sent to." };

    public Option<string> Transport { get; } = new("--transport") { Description = "What listens: socket or httplistener.", DefaultValueFactory = _ => "socket" };

    public Option<string?> Timeout { get; } = new("--timeout") { Description = "How many seconds the sign-in may take, 1 to 3600.", HelpName = "SECONDS" };

    public Option<string> Account { get; } = new("--account") { Description = "A label of your own for the account.", DefaultValueFactory = _ => TokenKey.DefaultAccount };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as one JSON object on standard output." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Provider);
        foreach (Option option in (Option[])
            [Issuer, AuthorizationEndpoint, TokenEndpoint, ClientId, ClientSecretEnvironment, Scopes, Resource, Host, Port, UnsafeListenAny, Path, FormPost, NoBrowser, ManualPaste, Transport, Timeout, Account, Json])
        {
            command.Options.Add(option);
        }

        Host.AcceptOnlyFromAmong("127.0.0.1", "::1", "localhost");
        Transport.AcceptOnlyFromAmong("socket", "httplistener");
    }

    /// <exception cref="UsageException">The options contradict each other.</exception>
    public AuthorizationRequest ToRequest(ParseResult parsed)
    {
        string? issuer = parsed.GetValue(Issuer);
        string? authorizationEndpoint = parsed.GetValue(AuthorizationEndpoint);
        string? tokenEndpoint = parsed.GetValue(TokenEndpoint);
        string[] scopes = parsed.GetValue(Scopes) ?? [];
        return new AuthorizationRequest(parsed.GetValue(Provider)!)
        {
            Server = (issuer, authorizationEndpoint, tokenEndpoint) is (null, null, null)
                ? null
                : new AuthorizationServer { Issuer = issuer, AuthorizationEndpoint = authorizationEndpoint, TokenEndpoint = tokenEndpoint },
            ClientId = parsed.GetValue(ClientId),
            ClientSecret = SecretFrom(parsed.GetValue(ClientSecretEnvironment)),
            Scopes = scopes.Length == 0 ? null : [.. scopes.SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            Resource = parsed.GetValue(Resource),
            Host = parsed.GetValue(Host) switch
            {
                "127.0.0.1" => LoopbackHost.IPv4,
                "::1" => LoopbackHost.IPv6,
                "localhost" => LoopbackHost.Localhost,
                _ => null,
            },
            Port = Within(parsed.GetValue(Port), 0, 65535, "--port"),
            UnsafeListenAny = parsed.GetValue(UnsafeListenAny) && parsed.GetValue(ManualPaste)
                ? throw new UsageException("--unsafe-listen-any and --manual-paste contradict each other: a manual paste opens no listener.", "Leave one of them out.")
                : parsed.GetValue(UnsafeListenAny),
            Path = parsed.GetValue(Path),
            FormPost = parsed.GetValue(FormPost),
            NoBrowser = parsed.GetValue(NoBrowser),
            ManualPaste = parsed.GetValue(ManualPaste),
            Timeout = Within(parsed.GetValue(Timeout), 1, 3600, "--timeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Account = parsed.GetValue(Account)!,
        };
    }

    private static int? Within(string? text, int least, int most, string option) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value
        : throw new UsageException($"{option} must be a whole number from {least} to {most}.", "Run the command with --help to see what it takes.");

    // The secret itself never stands on a command line, where every user of the machine could read it.
    internal static Secret? SecretFrom(string? variable)
    {
        if (variable is null)
        {
            return null;
        }

        return Secret.FromNullable(Environment.GetEnvironmentVariable(variable)) ?? throw new UsageException(
            $"The environment variable '{variable}' named by --client-secret-env is not set.",
            "Set it to the client secret, or leave the option out for a public client.");
    }
}
