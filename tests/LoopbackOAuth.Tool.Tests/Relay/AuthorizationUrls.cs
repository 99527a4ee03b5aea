using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

/// <summary>Authorization URLs as a remote host prints them, with parameters changed or left out.</summary>
internal static class AuthorizationUrls
{
    public const string State = "n0-0S6_WzA2Mj-state-of-a-remote-host-xyzzy";

    private static readonly (string Name, string Value)[] s_parameters =
    [
        ("response_type", "code"),
        ("client_id", "app"),
        ("redirect_uri", "http://127.0.0.1:56121/callback"),
        ("scope", "openid profile"),
        ("state", State),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
    ];

    public static string Valid { get; } = With();

    /// <param name="changes">Parameters as <c>name=value</c>, which replace or add one; an empty value leaves it out.</param>
    public static string With(params string[] changes) => At("https://as.example/authorize", changes);

    public static string At(string endpoint, params string[] changes)
    {
        var parameters = s_parameters.ToList();
        foreach (var (name, value) in changes.Select(change => (change.Split('=', 2)[0], change.Split('=', 2)[1])))
        {
            var index = parameters.FindIndex(parameter => parameter.Name == name);
            if (index < 0)
            {
                parameters.Add((name, value));
            }
            else
            {
                parameters[index] = (name, value);
            }
        }

        return $"{endpoint}?{string.Join('&', parameters.Where(parameter => parameter.Value.Length > 0).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}";
    }

    public static RelayRequest Read(string url)
    {
        Assert.Equal(RelayRefusal.None, RelayRequestReader.Read(url, out var request));
        return request!;
    }
}
