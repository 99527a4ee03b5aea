namespace LoopbackOAuth.Protocol;

/// <summary>Where the metadata of an issuer may be.</summary>
internal static class MetadataLocations
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    /// <summary>The addresses in the order of asking: RFC 8414 section 3.1, then OpenID Connect Discovery section 4.1.</summary>
    /// <param name="issuer">The issuer, without query and fragment.</param>
    /// <remarks>For an issuer with a path the root document is never asked: it belongs to another issuer.</remarks>
    public static IReadOnlyList<Uri> Of(Uri issuer)
    {
        string origin = issuer.GetLeftPart(UriPartial.Authority);
        string path = issuer.AbsolutePath.TrimEnd('/');
        return path.Length == 0
            ? [new Uri(origin + OAuth), new Uri(origin + OpenId)]
            : [new Uri(origin + OAuth + path), new Uri(origin + OpenId + path), new Uri(origin + path + OpenId)];
    }
}
