using System.Globalization;
using System.Text;
using Google.Apis.Auth.OAuth2.Requests;
using Google.Apis.Auth.OAuth2.Responses;
using LoopbackOAuth.Benchmarks.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Benchmarks.Peers;

/// <summary>The readers that are asked through their own listeners, with a request over a socket.</summary>
internal sealed class PeerListeners : IAsyncDisposable
{
    private readonly SignInBrowser _browser = new(startThread: false, keepBody: true);
    private readonly WebApplication _kestrel;

    private PeerListeners(WebApplication kestrel) => _kestrel = kestrel;

    public static async Task<PeerListeners> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication kestrel = builder.Build();
        kestrel.Run(static context =>
        {
            byte[] answer = Encoding.UTF8.GetBytes(PeerAnswer.Of(Value(context, "code"), Value(context, "error")));
            context.Response.ContentLength = answer.Length;
            return context.Response.Body.WriteAsync(answer).AsTask();
        });
        await kestrel.StartAsync();
        return new PeerListeners(kestrel);
    }

    public string Kestrel(string query)
    {
        int status = _browser.Visit($"{_kestrel.Urls.First()}/callback?{query}");
        return status == 200 ? _browser.Body : $"HTTP {status.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Google's receiver as a sign-in uses it. It takes one request, and then it has an answer, or none, or throws.</summary>
    public async Task<string> GoogleReceiverAsync(string query)
    {
        using CancellationTokenSource cancel = new();
        int status = 0;
        GoogleCodeReceiver? receiver = null;
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver = new GoogleCodeReceiver(_ => new Thread(() =>
        {
            status = _browser.Visit($"{receiver!.RedirectUri}?{query}");
            answered.SetResult();
        }).Start());
        Task<AuthorizationCodeResponseUrl> receiving = receiver.ReceiveCodeAsync(
            new AuthorizationCodeRequestUrl(new Uri(SignInServer.AuthorizationEndpoint)) { ClientId = SignInServer.ClientId, RedirectUri = receiver.RedirectUri },
            cancel.Token);
        await answered.Task;
        if (status != 200)
        {
            await cancel.CancelAsync();
            await receiving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return $"HTTP {status.ToString(CultureInfo.InvariantCulture)}, and waits on";
        }

        AuthorizationCodeResponseUrl response = await receiving;
        return PeerAnswer.Of(response.Code, response.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _kestrel.DisposeAsync();
        _browser.Dispose();
    }

    private static string? Value(HttpContext context, string name) => context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}
