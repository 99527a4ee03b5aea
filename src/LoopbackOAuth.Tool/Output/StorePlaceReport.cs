using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Output;

/// <summary>Where the entries are, whose they are, and what the store promises there.</summary>
internal sealed record StorePlaceReport
{
    /// <summary>The kind of the keyring.</summary>
    internal const string Keyring = "keyring";

    /// <summary>The kind of private files.</summary>
    internal const string File = "file";

    /// <summary>What is used: <c>file</c> or <c>keyring</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the user chose: <c>file</c>, <c>keyring</c> or <c>keyring-or-file</c>.</summary>
    public required string Choice { get; init; }

    public required string Location { get; init; }

    public string? Owner { get; init; }

    public required bool Persistent { get; init; }

    public required bool Encrypted { get; init; }

    public required bool CrossProcessLock { get; init; }

    public string? Warning { get; init; }

    /// <summary>What lies in the place that is not used.</summary>
    public string? Notice { get; init; }

    public static StorePlaceReport Of(OpenedStore store)
    {
        TokenStoreCapabilities place = store.Tokens.Capabilities;
        return new()
        {
            Kind = store.IsKeyring ? Keyring : File,
            Choice = StoreChoices.Word(store.Choice),
            Location = place.Location,
            Owner = place.Owner,
            Persistent = place.IsPersistent,
            Encrypted = place.IsEncrypted,
            CrossProcessLock = place.HasCrossProcessLock,
            Warning = place.Warning,
            Notice = store.Notice is { } notice ? Terminal.Clean(notice) : null,
        };
    }
}
