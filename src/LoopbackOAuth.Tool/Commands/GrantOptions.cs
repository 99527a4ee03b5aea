using System.CommandLine;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>What every command takes that works with the tokens of somebody who is signed in.</summary>
internal sealed class GrantOptions
{
    public Argument<string> Provider { get; } = new("provider") { Description = "The provider's id or alias." };

    public Option<string> Account { get; } = new("--account") { Description = "The label given at sign-in.", DefaultValueFactory = _ => TokenKey.DefaultAccount };

    public Option<string?> Entry { get; } = new("--entry") { Description = "The entry's id as 'list' shows it, or its beginning, where several are of one account.", HelpName = "ID" };

    public Option<string?> ClientSecretEnvironment { get; } = new("--client-secret-env") { Description = "The name of the environment variable that holds the client secret.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Provider);
        command.Options.Add(Account);
        command.Options.Add(Entry);
        command.Options.Add(ClientSecretEnvironment);
    }

    /// <exception cref="UsageException">An account and an entry are named, which could be another's.</exception>
    public void DemandSense(ParseResult parsed)
    {
        if (parsed.GetValue(Entry) is not null && parsed.GetResult(Account) is { Implicit: false })
        {
            throw new UsageException("--entry and --account contradict each other.", "Leave one of them out.");
        }
    }

    /// <summary>What works with the tokens of an entry: at its own server, and with the secret of its own client.</summary>
    /// <exception cref="UsageException">The variable of the client secret is not set.</exception>
    public LoopbackAuthorizer Open(ParseResult parsed, ITokenStore store, TokenEntry entry)
    {
        Secret? secret = LoginOptions.SecretFrom(parsed.GetValue(ClientSecretEnvironment));
        return new LoopbackAuthorizer(options: null, new LoopbackAuthorizerServices
        {
            TokenStore = store,
            Providers = secret is null ? null : new OneProvider(WithSecret(entry, secret)),
        });
    }

    internal static ProviderDefinition WithSecret(TokenEntry entry, Secret secret)
    {
        TokenKey key = entry.Key;
        ProviderRegistry known = new([]);
        AuthorizationServer server = EntryServer.Of(key, entry.Tokens, known);
        return (known.TryGet(key.Provider, out ProviderDefinition? definition) ? definition : new ProviderDefinition { Id = key.Provider, Server = server })
            with { Server = server, ClientId = key.ClientId, ClientSecret = secret };
    }
}
