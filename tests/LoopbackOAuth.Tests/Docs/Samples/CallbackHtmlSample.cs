// <readme>
using LoopbackOAuth;
using LoopbackOAuth.Callback;
using Microsoft.Extensions.DependencyInjection;
// </readme>

namespace Readme.Samples;

/// <summary>An application with a page of its own for success.</summary>
internal static class CallbackHtmlSample
{
    internal static void Register(IServiceCollection services)
    {
        // <readme>
        services.AddLoopbackOAuth(options => options.Pages = CallbackPages.FromHtml(kind => kind is not CallbackPageKind.Success
            ? null // the library's own page
            : """
              <!doctype html>
              <html lang="en">
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width,initial-scale=1">
              <title>Contoso: signed in</title>
              <style>:root { color-scheme: light dark } body { font: 1.1rem system-ui; margin: 3rem auto; max-width: 30rem }</style>
              <h1>Welcome to Contoso</h1>
              <p>You can close this tab.</p>
              </html>
              """));
        // </readme>
    }
}
