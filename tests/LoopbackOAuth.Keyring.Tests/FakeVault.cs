using System.Collections.Concurrent;

namespace LoopbackOAuth.Keyring.Tests;

/// <summary>A keyring in memory that behaves as it is told.</summary>
internal sealed class FakeVault : IKeyringVault
{
    internal ConcurrentDictionary<string, byte[]> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>What lies in another collection than the default one, and is found first.</summary>
    internal ConcurrentDictionary<string, byte[]> Others { get; } = new(StringComparer.Ordinal);

    internal bool AreOthersLocked { get; set; }

    internal bool IsLocked { get; set; }

    internal KeyringTrouble Missing { get; set; }

    /// <summary>What every use waits for.</summary>
    internal ManualResetEventSlim? Hang { get; set; }

    /// <summary>A use, and what it does before it takes effect.</summary>
    internal (string Call, Action Wait)? HangsAt { get; set; }

    /// <summary>Called before an item is looked for.</summary>
    internal Action? Reading { get; set; }

    /// <summary>Called when an item was removed.</summary>
    internal Action? Deleted { get; set; }

    internal List<string> Calls { get; } = [];

    internal bool KeepsItems { get; set; }

    public string Name => "Secret Service";

    public bool KnowsAbsence => false;

    public KeyringTrouble Obstacle() => Missing;

    // As libsecret: what is locked is not found, and no error.
    public byte[]? Read(KeyringItem item)
    {
        Enter("read");
        Reading?.Invoke();
        var found = (AreOthersLocked ? null : Others.GetValueOrDefault(item.Id)) ?? (IsLocked ? null : Items.GetValueOrDefault(item.Id));
        return found is [0, ..] ? throw new InvalidDataException() : found;
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
            if (!AreOthersLocked)
            {
                Others.TryRemove(item.Id, out _);
            }

            Deleted?.Invoke();
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
        if (HangsAt is { } hangs && hangs.Call == call)
        {
            hangs.Wait();
        }
    }

    private void Demand()
    {
        if (IsLocked)
        {
            throw new InvalidOperationException("domain:'7' code:'2' message:'Cannot create an item in a locked collection' .Error code: 2");
        }
    }
}
