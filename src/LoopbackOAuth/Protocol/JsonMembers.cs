using System.Text.Json;

namespace LoopbackOAuth.Protocol;

/// <summary>The known members of a JSON object from the outside. Unknown ones are ignored, a repeated known one is refused.</summary>
internal sealed class JsonMembers
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    // Side by side with the names: they are few, and a dictionary of elements would be compiled anew in every process.
    private readonly IReadOnlyList<string> _names;
    private readonly JsonElement[] _members;

    private JsonMembers(IReadOnlyList<string> names)
    {
        _names = names;
        _members = new JsonElement[names.Count];
    }

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="names">The known names.</param>
    /// <returns>The members, or <see langword="null"/> when it is not one well-formed object or a known member is repeated.</returns>
    public static JsonMembers? Parse(ReadOnlyMemory<byte> utf8, IReadOnlyList<string> names)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            // One copy of the whole is cheaper than one of each member.
            JsonMembers members = new(names);
            foreach (JsonProperty property in document.RootElement.Clone().EnumerateObject())
            {
                for (int index = 0; index < names.Count; index++)
                {
                    if (!property.NameEquals(names[index]))
                    {
                        continue;
                    }

                    if (members._members[index].ValueKind is not JsonValueKind.Undefined)
                    {
                        return null;
                    }

                    members._members[index] = property.Value;
                }
            }

            return members;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not UTF-8.
            return null;
        }
    }

    /// <summary>Gets a member that is there and not null.</summary>
    public bool TryGet(string name, out JsonElement value)
    {
        value = default;
        for (int index = 0; index < _names.Count; index++)
        {
            if (_names[index] == name)
            {
                value = _members[index];
            }
        }

        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    /// <summary>Gets a text.</summary>
    /// <returns><see langword="false"/> when the member is there but is no text; an absent one is a null text.</returns>
    public bool TryGetText(string name, out string? text)
    {
        text = null;
        return !TryGet(name, out JsonElement value) || TryGetText(value, out text);
    }

    /// <summary>Gets a list of texts.</summary>
    /// <returns><see langword="false"/> when the member is there but is no list of texts; an absent one is a null list.</returns>
    public bool TryGetTexts(string name, out IReadOnlyList<string>? texts)
    {
        texts = null;
        if (!TryGet(name, out JsonElement value))
        {
            return true;
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            return false;
        }

        List<string> read = new(value.GetArrayLength());
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (!TryGetText(item, out string? text))
            {
                return false;
            }

            read.Add(text!);
        }

        texts = read;
        return true;
    }

    private static bool TryGetText(JsonElement value, out string? text)
    {
        text = null;
        if (value.ValueKind is not JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = value.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, or bytes that are not UTF-8.
            return false;
        }
    }
}
