namespace LoopbackOAuth.Keyring;

/// <summary>The keyring itself. Every member blocks, perhaps until somebody unlocks it.</summary>
internal interface IKeyringVault
{
    /// <summary>The keyring in the words of its system.</summary>
    string Name { get; }

    /// <summary>Whether "there is no such item" is the truth even when the keyring may be locked.</summary>
    bool KnowsAbsence { get; }

    /// <summary>Why there is no use in trying, as far as a look can tell.</summary>
    KeyringTrouble Obstacle();

    /// <summary>Reads an item.</summary>
    /// <returns>What it holds, or <see langword="null"/> when there is none; see <see cref="KnowsAbsence"/>.</returns>
    /// <exception cref="InvalidDataException">It is there, and nothing that this store wrote.</exception>
    byte[]? Read(KeyringItem item);

    /// <summary>Writes an item, over the old one if there is one.</summary>
    void Write(KeyringItem item, byte[] bytes);

    /// <summary>Removes an item. That there is none is no error.</summary>
    void Delete(KeyringItem item);

    /// <summary>Writes, reads and removes an item that is no entry. Not to be called by two at once.</summary>
    void Verify();
}
