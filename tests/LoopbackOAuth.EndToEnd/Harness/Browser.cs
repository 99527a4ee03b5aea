using System.Net;
using System.Web;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>A browser with a cookie jar of its own that goes where it is sent.</summary>
internal sealed class Browser : IDisposable
{
    private const int MostRedirects = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = true,
        CookieContainer = new CookieContainer(),
        UseProxy = false,
    });

    public static Uri RedirectUriOf(Uri authorizationUri) => new(ParameterOf(authorizationUri, "redirect_uri"));

    public static string ParameterOf(Uri uri, string name)
        => HttpUtility.ParseQueryString(uri.Query)[name] ?? throw new InvalidOperationException($"There is no {name} in {uri}.");

    /// <summary>Signs in and stops before the callback, as a browser does that cannot reach it.</summary>
    /// <returns>What would then be in the address bar.</returns>
    public async Task<Uri> SignInAsync(Uri authorizationUri)
    {
        var callback = RedirectUriOf(authorizationUri);
        var place = authorizationUri;
        using var deadline = Deadline.Start();
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            using var response = await _http.GetAsync(place, deadline.Token);
            Assert.True(
                response.Headers.Location is not null,
                $"{place} answered {response.StatusCode}: {await response.Content.ReadAsStringAsync(deadline.Token)}");
            place = new Uri(place, response.Headers.Location);
            if (place.Authority == callback.Authority)
            {
                return place;
            }
        }

        throw new InvalidOperationException("The authorization server sends the browser round in circles.");
    }

    /// <summary>Goes to an address and to where it leads from there.</summary>
    public async Task<BrowserPage> VisitAsync(Uri place)
    {
        using var deadline = Deadline.Start();
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            using var response = await _http.GetAsync(place, deadline.Token);
            if (response.Headers.Location is null)
            {
                return new(place, response.StatusCode, await response.Content.ReadAsStringAsync(deadline.Token));
            }

            place = new Uri(place, response.Headers.Location);
        }

        throw new InvalidOperationException("The browser is sent round in circles.");
    }

    /// <summary>Signs in and goes all the way.</summary>
    public async Task<BrowserPage> FollowAsync(Uri authorizationUri) => await VisitAsync(await SignInAsync(authorizationUri));

    public void Dispose() => _http.Dispose();
}
