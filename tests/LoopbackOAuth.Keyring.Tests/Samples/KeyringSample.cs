using Microsoft.Extensions.DependencyInjection;

namespace LoopbackOAuth.Keyring.Tests.Samples;

internal static class KeyringSample
{
    internal static void Register(IServiceCollection services)
    {
        // <readme>
        services.AddLoopbackOAuth();
        services.AddLoopbackOAuthKeyring(options =>
        {
            options.Service = "contoso-cli";
            options.Fallback = KeyringFallback.PrivateFile;
        });
        // </readme>
    }

    internal static async Task StartAsync(TokenStoreLadder ladder, CancellationToken cancellationToken)
    {
        // <readme>
        // Later, when the program starts:
        TokenStoreSelection selection = await ladder.SelectAsync(cancellationToken);
        if (selection.Notice is { } notice)
        {
            await Console.Error.WriteLineAsync(notice);
        }
        // </readme>
    }
}
