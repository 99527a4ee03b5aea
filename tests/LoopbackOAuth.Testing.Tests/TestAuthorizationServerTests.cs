using System.Net;
using System.Net.Sockets;
using System.Text;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests;

public sealed class TestAuthorizationServerTests
{
    [Fact]
    public async Task In_process_it_serves_its_own_authority_only()
    {
        await using var server = new TestAuthorizationServer();

        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client().GetAsync("https://elsewhere.example/", Cancellation));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("GET", "/token", 405)]
    [InlineData("POST", "/authorize", 405)]
    [InlineData("DELETE", "/jwks", 405)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/authorize/", 404)]
    public async Task Other_methods_and_paths_are_refused(string method, string path, int status)
    {
        await using var server = new TestAuthorizationServer();
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Issuer + path);

        using HttpResponseMessage response = await server.Client().SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Requests_are_recorded_with_their_time_and_print_no_values()
    {
        var clock = new ManualTimeProvider();
        await using var server = new TestAuthorizationServer(new() { TimeProvider = clock });
        string code = await server.CodeAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        using HttpResponseMessage response = await server.RedeemAsync(code);

        Assert.Equal(["/authorize", "/token"], server.Requests.Select(request => request.Path));
        RecordedRequest token = server.Requests[1];
        Assert.Equal("POST", token.Method);
        Assert.Equal(clock.GetUtcNow(), token.Time);
        Assert.Equal(code, token.Parameter("code"));
        Assert.Null(token.Parameter("state"));
        Assert.Equal("application/x-www-form-urlencoded", token.Header("content-type"));
        Assert.Equal("POST /token (grant_type, code, redirect_uri, client_id, code_verifier)", token.ToString());
        Assert.DoesNotContain(server.IssuedAccessTokens[0].Token.Reveal(), server.IssuedAccessTokens[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auth.example.test")]
    [InlineData("https://auth.example.test/")]
    [InlineData("https://auth.example.test?query")]
    [InlineData("ftp://auth.example.test")]
    public void An_issuer_that_is_none_is_misuse(string issuer) =>
        Assert.Throws<ArgumentException>(() => new TestAuthorizationServer(new() { Issuer = issuer }));

    [Fact]
    public async Task On_a_socket_the_issuer_follows_and_the_port_is_closed_afterwards()
    {
        await using var server = new TestAuthorizationServer(new() { Issuer = "https://auth.example.test/tenant" });
        using var network = new HttpClient();
        int port;
        await using (HostedTestAuthorizationServer hosted = await server.StartAsync(Cancellation))
        {
            port = hosted.BaseAddress.Port;
            Assert.Equal($"http://127.0.0.1:{port}/tenant", server.Issuer);
            Assert.Equal(server.Issuer, hosted.Issuer);
            await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Cancellation));

            using HttpResponseMessage metadata = await network.GetAsync($"{hosted.BaseAddress}.well-known/oauth-authorization-server/tenant", Cancellation);
            Assert.Equal(hosted.Issuer, (await metadata.JsonAsync()).GetProperty("issuer").GetString());
            using var form = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("client_id", "app"), new("code", "unknown")]);
            using HttpResponseMessage token = await network.PostAsync(hosted.Issuer + "/token", form, Cancellation);
            Assert.Equal("invalid_grant", await token.ErrorAsync());
        }

        Assert.Equal("https://auth.example.test/tenant", server.Issuer);
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_hosted_server_outlives_strange_connections_and_ends_those_that_wait()
    {
        await using var server = new TestAuthorizationServer { Misbehaviour = new() { TokenEndpointGate = new TaskCompletionSource().Task } };
        HostedTestAuthorizationServer hosted = await server.StartAsync(Cancellation);
        using var network = new HttpClient();
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, hosted.BaseAddress.Port, Cancellation);
        foreach (string bytes in (string[])["\x16\x03\x01\x02\x00", "PRI * HTTP/2.0\r\n\r\n", "GET\r\n\r\n", "POST /token HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"])
        {
            using var strange = new TcpClient();
            await strange.ConnectAsync(IPAddress.Loopback, hosted.BaseAddress.Port, Cancellation);
            await strange.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes), Cancellation);
        }

        using HttpResponseMessage keys = await network.GetAsync(hosted.Issuer + "/jwks", Cancellation);
        await keys.JsonAsync();
        using var form = new FormUrlEncodedContent([new("client_id", "app")]);
        Task<HttpResponseMessage> waiting = network.PostAsync(hosted.Issuer + "/token", form, Cancellation);
        await hosted.DisposeAsync();
        await hosted.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
    }
}
