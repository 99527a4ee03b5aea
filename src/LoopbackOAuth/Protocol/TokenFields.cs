using System.Text;
using System.Text.Json;

namespace LoopbackOAuth.Protocol;

/// <summary>The known fields of a token response, from JSON or from a form. A field without a value counts as absent.</summary>
internal sealed class TokenFields
{
    private const string ExpiresIn = "expires_in";
    private const string Scope = "scope";

    private static readonly string[] Names =
        ["access_token", "refresh_token", "id_token", "token_type", ExpiresIn, Scope, "error", "error_description", "error_uri"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _malformed = new(StringComparer.Ordinal);

    private TokenFields()
    {
    }

    /// <summary>Reads a body.</summary>
    /// <returns>The fields, or <see langword="null"/> when the body is neither a JSON object nor a form, or a known field repeats.</returns>
    public static TokenFields? Parse(BackchannelResponse response)
    {
        ReadOnlySpan<byte> start = response.Body.Span.TrimStart(" \t\r\n"u8);
        bool looksLikeJson = !start.IsEmpty && start[0] == '{';
        bool saysForm = string.Equals(response.MediaType, FormEncoding.MediaType, StringComparison.OrdinalIgnoreCase);
        return saysForm && !looksLikeJson ? FromForm(response.Body.Span) : FromJson(response.Body);
    }

    /// <summary>The text of a field, or <see langword="null"/> when it is absent or malformed.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Whether a field is there with a value of the wrong type.</summary>
    public bool IsMalformed(string name) => _malformed.Contains(name);

    private static TokenFields? FromForm(ReadOnlySpan<byte> body)
    {
        if (FormEncoding.Decode(Encoding.UTF8.GetString(body).Trim()) is not { } parameters)
        {
            return null;
        }

        TokenFields fields = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string name, string value) in parameters)
        {
            if (Names.Contains(name, StringComparer.Ordinal))
            {
                if (!seen.Add(name))
                {
                    return null;
                }

                fields.Add(name, value);
            }
        }

        return fields;
    }

    private static TokenFields? FromJson(ReadOnlyMemory<byte> body)
    {
        if (JsonMembers.Parse(body, Names) is not { } members)
        {
            return null;
        }

        TokenFields fields = new();
        foreach (string name in Names)
        {
            if (members.TryGetText(name, out string? text))
            {
                fields.Add(name, text);
            }
            else if (name == ExpiresIn && members.TryGet(name, out JsonElement number) && number.ValueKind is JsonValueKind.Number)
            {
                fields.Add(name, number.GetRawText());
            }
            else if (name == Scope && members.TryGetTexts(name, out IReadOnlyList<string>? scopes))
            {
                // Some servers send a list.
                fields.Add(name, string.Join(' ', scopes!));
            }
            else
            {
                fields._malformed.Add(name);
            }
        }

        return fields;
    }

    private void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _texts[name] = value;
        }
    }
}
