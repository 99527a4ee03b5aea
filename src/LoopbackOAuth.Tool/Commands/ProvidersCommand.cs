using System.CommandLine;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>providers</c>: what can be signed in to, and how.</summary>
internal static class ProvidersCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print the providers as a JSON array." };
        Command command = new("providers", "List the known providers and their redirect rules.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool asJson)
    {
        ProviderReport[] providers = [.. new ProviderRegistry([]).Providers.Select(ProviderReport.Of)];
        if (asJson)
        {
            ToolJson.Write(providers);
        }
        else if (!Console.IsOutputRedirected)
        {
            Tables.Print(
                ["!ID", "!FLOW", "!PORT", "SERVER", "ALIASES"],
                providers.Select(provider => (string[])[provider.Id, provider.Flow, provider.Ports ?? "-", Tables.Brief(provider.Server ?? "-"), string.Join(' ', provider.Aliases)]));
        }
        else
        {
            Tables.Print(
                ["!ID", "FLOW", "REDIRECT URI", "SERVER", "ALIASES"],
                providers.Select(provider => (string[])[provider.Id, provider.Flow, provider.Redirect ?? "-", provider.Server ?? "-", string.Join(' ', provider.Aliases)]));
        }

        return ExitCode.Success;
    }
}
