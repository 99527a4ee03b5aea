using System.Text.Json.Serialization;

namespace LoopbackOAuth.Tokens;

/// <summary>Source-generated JSON of an entry's file. The depth is bounded: the real one is 3.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(TokenFileVersion))]
[JsonSerializable(typeof(TokenFileContent))]
internal sealed partial class TokenFileJsonContext : JsonSerializerContext;
