using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;
using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Tests.Doctor;

/// <summary>Stores of files alone, whose keyring is never looked at.</summary>
internal static class DoctorStores
{
    internal static DoctorStore Of(Func<FileTokenStore> open) =>
        new(open, provider: null, StoreChoice.File, _ => throw new InvalidOperationException("Nobody asked for the keyring."));
}
