namespace LoopbackOAuth.Testing.Http;

/// <summary>A request, whichever way it came in.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path as it was sent, without the query.</param>
/// <param name="Query">The query as it was sent, without the <c>?</c>.</param>
/// <param name="Fields">The header fields.</param>
/// <param name="Body">The body.</param>
internal sealed record TestHttpRequest(string Method, string Path, string Query, HttpFields Fields, byte[] Body)
{
    public bool HasForm =>
        Fields["Content-Type"]?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    public static TestHttpRequest Create(string method, string target, HttpFields fields, byte[] body)
    {
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new TestHttpRequest(method, target, "", fields, body)
            : new TestHttpRequest(method, target[..mark], target[(mark + 1)..], fields, body);
    }

    // A record would print its members, and a body or a query holds secrets.
    public override string ToString() => $"{Method} {Path}";
}
