using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz.Model;

namespace LoopbackOAuth.Fuzz;

/// <summary>Delivers characters as their UTF-8 bytes. A member of the same name takes its place.</summary>
internal static class CharDeliveryFallback
{
    public static CallbackVerdict Deliver(this PendingAuthorization pending, ReadOnlySpan<char> parameters, CallbackChannel channel, string transport) =>
        pending.Deliver(Utf16.ToBytes(parameters), channel, transport);
}
