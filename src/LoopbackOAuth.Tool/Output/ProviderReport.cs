using System.Globalization;
using System.Text.Json.Serialization;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Output;

/// <summary>One provider as <c>providers</c> shows it.</summary>
internal sealed record ProviderReport
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required string Flow { get; init; }

    public string? Redirect { get; init; }

    /// <summary>The rule for the port alone, where a whole redirect URI has no room.</summary>
    [JsonIgnore]
    public string? Ports { get; init; }

    public string? Server { get; init; }

    public static ProviderReport Of(ProviderDefinition provider) => new()
    {
        Id = provider.Id,
        Aliases = provider.Aliases,
        Flow = FlowOf(provider),
        Redirect = provider.Flow is SignInFlow.Loopback ? RedirectOf(provider.Redirect) : null,
        Ports = provider.Flow is SignInFlow.Loopback ? provider.Redirect.Port.ToString() : null,
        Server = provider.Server.Issuer ?? provider.Server.AuthorizationEndpoint,
    };

    /// <summary>The name of a provider's flow.</summary>
    public static string FlowOf(ProviderDefinition provider) => provider.Flow switch
    {
        SignInFlow.PastedCode => "pasted-code",
        SignInFlow.DeviceCode => "device-code",
        SignInFlow.UserCode => "user-code",
        _ => "loopback",
    };

    private static string RedirectOf(RedirectRule rule)
    {
        string host = rule.Host switch
        {
            LoopbackHost.IPv6 => "[::1]",
            LoopbackHost.Localhost => "localhost",
            _ => "127.0.0.1",
        };
        string port = rule.Port.Ports.Count > 0 ? rule.Port.Ports[0].ToString(CultureInfo.InvariantCulture) : "<port>";
        return $"http://{host}:{port}{rule.Path} ({rule.Port})";
    }
}
