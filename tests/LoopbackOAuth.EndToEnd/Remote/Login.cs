using LoopbackOAuth.EndToEnd.Harness;
using LoopbackOAuth.EndToEnd.Harness.Remote;

namespace LoopbackOAuth.EndToEnd.Remote;

/// <summary>What a user types to sign in at the authorization server of the test network, and what the browser shows at the end.</summary>
internal static class Login
{
    public const string SignedIn = "You are signed in";

    public static string Command(string options = "") =>
        $"loopback-oauth login local --issuer https://{HostAddresses.AuthorizationServer} --client-id {AuthorizationServerProcess.PublicClient} --scope openid {options}".TrimEnd();
}
