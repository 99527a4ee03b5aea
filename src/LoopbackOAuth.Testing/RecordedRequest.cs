namespace LoopbackOAuth.Testing;

/// <summary>A request that a <see cref="TestAuthorizationServer"/> received. Printing it shows names, never values.</summary>
public sealed class RecordedRequest
{
    /// <summary>The method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>When it arrived, by the server's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The decoded parameters of the query, then those of a form body, in order and with repeats.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The header fields, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The first parameter of a name.</summary>
    /// <param name="name">The name, such as <c>code_challenge</c>.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public string? Parameter(string name) => Parameters.FirstOrDefault(pair => pair.Key == name).Value;

    /// <summary>The first header field of a name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public string? Header(string name) =>
        Headers.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The method, the path and the names of the parameters.</summary>
    /// <returns>Such as <c>POST /token (grant_type, code)</c>.</returns>
    public override string ToString() => $"{Method} {Path} ({string.Join(", ", Parameters.Select(pair => pair.Key))})";
}
