using System.Collections.Concurrent;

namespace LoopbackOAuth.Keyring.Tests;

/// <summary>A keyring in memory that behaves as it is told.</summary>
internal sealed class FakeVault : IKeyringVault
{
    internal ConcurrentDictionary<string, byte[]> Items { get; } = new(StringComparer.Ordinal);

    internal bool IsLocked { get; set; }

    internal KeyringTrouble Missing { get; set; }

    /// <summary>What every use waits for.</summary>
    internal ManualResetEventSlim? Hang { get; set; }

    internal List<string> Calls { get; } = [];

    internal bool KeepsItems { get; set; }

    public string Name => "Secret Service";

    public bool KnowsAbsence => false;

    public KeyringTrouble Obstacle() => Missing;

    // As libsecret: what is locked is not found, and no error.
    public byte[]? Read(KeyringItem item)
    {
        Enter("read");
        return IsLocked ? null : Items.GetValueOrDefault(item.Id) is { } bytes ? (bytes is [0, ..] ? throw new InvalidDataException() : bytes) : null;
    }

    public void Write(KeyringItem item, byte[] bytes)
    {
        Enter("write");
        Demand();
        Items[item.Id] = bytes;
    }

    public void Delete(KeyringItem item)
    {
        Enter("delete");
        if (!KeepsItems && !IsLocked)
        {
            Items.TryRemove(item.Id, out _);
        }
    }

    public void Verify()
    {
        Enter("verify");
        Demand();
    }

    private void Enter(string call)
    {
        lock (Calls)
        {
            Calls.Add(call);
        }

        Hang?.Wait(TimeSpan.FromMinutes(1));
    }

    private void Demand()
    {
        if (IsLocked)
        {
            throw new InvalidOperationException("domain:'7' code:'2' message:'Cannot create an item in a locked collection' .Error code: 2");
        }
    }
}
