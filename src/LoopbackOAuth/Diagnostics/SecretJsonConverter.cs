using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// What a JSON serializer makes of a secret unless it is told otherwise: <see cref="Secret.Redacted"/>. It reads none, because a text that was redacted must not come
/// back as a secret.
/// </summary>
public sealed class SecretJsonConverter : JsonConverter<Secret>
{
    /// <inheritdoc/>
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A secret is written as a placeholder only, so that none can be read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Secret.Redacted);
}
