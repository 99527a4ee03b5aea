using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>The callback of about 200 bytes that every parser gets: a code of 74 characters, a state of 43, an issuer with escapes.</summary>
internal static class ExampleCallback
{
    public const string Code = "SplxlOBeZQQYbYS6WxSbIA-9zKq2Tn0RrVd4uJmPwE1cGfLh8sYx3aBvNtQo5iUyDk7MjRpXe2";

    public const string State = "xyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcd";

    public const string Issuer = "https://auth.example.test/realms/partner-portal";

    public const string Query = $"code={Code}&state={State}&iss=https%3A%2F%2Fauth.example.test%2Frealms%2Fpartner-portal";

    public const string RedirectUri = "http://127.0.0.1:53124/callback";

    public const string Url = $"{RedirectUri}?{Query}";

    public static byte[] QueryBytes { get; } = Encoding.ASCII.GetBytes(Query);

    public static CallbackValidator CreateValidator() => new(new Secret(State), new IssuerExpectation(Issuer, Required: true));
}
