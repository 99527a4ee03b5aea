using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Where the entries are, whose they are, and what the store promises there.</summary>
internal sealed record StorePlaceReport
{
    public required string Location { get; init; }

    public string? Owner { get; init; }

    public required bool Persistent { get; init; }

    public required bool Encrypted { get; init; }

    public required bool CrossProcessLock { get; init; }

    public string? Warning { get; init; }

    public static StorePlaceReport Of(TokenStoreCapabilities store) => new()
    {
        Location = store.Location,
        Owner = store.Owner,
        Persistent = store.IsPersistent,
        Encrypted = store.IsEncrypted,
        CrossProcessLock = store.HasCrossProcessLock,
        Warning = store.Warning,
    };
}
