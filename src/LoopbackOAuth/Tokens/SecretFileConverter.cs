using System.Text.Json;
using System.Text.Json.Serialization;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>The one place where a secret becomes JSON: the file of an entry.</summary>
internal sealed class SecretFileConverter : JsonConverter<Secret>
{
    /// <inheritdoc/>
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Secret.FromNullable(reader.GetString()) is { } secret
            ? secret
            : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
