using LoopbackOAuth.Benchmarks.Callback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Benchmarks.Listener;

/// <summary>Kestrel on a free port of the loopback interface, with one handler for every request.</summary>
internal static class KestrelListener
{
    public static async Task<(string Address, Func<Task> Stop)> OpenAsync(bool isEmpty)
    {
        WebApplicationBuilder builder = isEmpty ? WebApplication.CreateEmptyBuilder(new WebApplicationOptions()) : WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(static context => context.Response.WriteAsync("ok"));
        await app.StartAsync();
        return ($"{app.Urls.First()}/callback?{ExampleCallback.Query}", async () =>
        {
            await app.StopAsync();
            await app.DisposeAsync();
        });
    }
}
