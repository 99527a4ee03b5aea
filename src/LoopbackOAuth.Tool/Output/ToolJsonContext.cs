using System.Text.Json.Serialization;

namespace LoopbackOAuth.Tool.Output;

/// <summary>What the tool writes as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(LoginReport))]
[JsonSerializable(typeof(RefreshReport))]
[JsonSerializable(typeof(TokenReport))]
[JsonSerializable(typeof(LogoutReport))]
[JsonSerializable(typeof(ProbeReport))]
[JsonSerializable(typeof(StoreReport))]
[JsonSerializable(typeof(RemovalReport))]
[JsonSerializable(typeof(MoveReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ProviderReport[]))]
internal sealed partial class ToolJsonContext : JsonSerializerContext;
