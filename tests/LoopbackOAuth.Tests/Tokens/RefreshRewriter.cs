using System.Text;
using System.Text.Json.Nodes;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Changes what a server answers to a refresh.</summary>
/// <param name="inner">What answers.</param>
/// <param name="change">Changes the token response.</param>
internal sealed class RefreshRewriter(HttpMessageHandler inner, Action<JsonObject> change) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (form.Contains("grant_type=refresh_token", StringComparison.Ordinal) && response.IsSuccessStatusCode)
        {
            var members = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            change(members);
            response.Content = new StringContent(members.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return response;
    }

    /// <summary>Changes the claims of the ID token in a token response.</summary>
    internal static void ChangeClaims(JsonObject response, Action<JsonObject> change)
    {
        var parts = response["id_token"]!.GetValue<string>().Split('.');
        var claims = JsonNode.Parse(LoopbackOAuth.Protocol.Base64UrlText.Decode(parts[1]))!.AsObject();
        change(claims);
        response["id_token"] = $"{parts[0]}.{LoopbackOAuth.Protocol.Base64UrlText.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}";
    }
}
