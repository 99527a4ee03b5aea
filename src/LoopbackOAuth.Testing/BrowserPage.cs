namespace LoopbackOAuth.Testing;

/// <summary>What a browser got for one request. Printing it shows neither query nor body.</summary>
public sealed class BrowserPage
{
    /// <summary>The method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>The address in the address bar: the one asked for, or the one a redirect of the listener led to.</summary>
    public required Uri Uri { get; init; }

    /// <summary>The behaviour that made the request; <see langword="null"/> for the navigation itself.</summary>
    public BrowserBehaviourKind? Cause { get; init; }

    /// <summary>The status code; 0 when there was no reply.</summary>
    public int Status { get; init; }

    /// <summary>The header fields of the reply, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body of the reply, read as UTF-8.</summary>
    public string Body { get; init; } = "";

    /// <summary>Why there was no reply, such as a refused connection; <see langword="null"/> when there was one.</summary>
    public string? Failure { get; init; }

    /// <summary>The first header field of a name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public string? Header(string name) =>
        Headers.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The request line without the query, and what came of it.</summary>
    /// <returns>Such as <c>GET http://127.0.0.1:5000/callback: 200</c>.</returns>
    public override string ToString() => $"{Method} {Uri.GetLeftPart(UriPartial.Path)}: {Failure ?? Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
