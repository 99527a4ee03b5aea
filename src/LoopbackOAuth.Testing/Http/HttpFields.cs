namespace LoopbackOAuth.Testing.Http;

/// <summary>The header fields of one message, in order. Names are compared without regard to case.</summary>
internal sealed class HttpFields
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public IReadOnlyList<KeyValuePair<string, string>> All => _fields;

    public string? this[string name] =>
        _fields.Find(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public HttpFields Add(string name, string value)
    {
        _fields.Add(new(name, value));
        return this;
    }
}
