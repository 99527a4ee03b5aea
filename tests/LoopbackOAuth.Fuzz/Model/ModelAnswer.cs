using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Fuzz.Model;

/// <summary>What is to become of a delivery, and what it says.</summary>
internal sealed record ModelAnswer(CallbackRefusal Refusal, IReadOnlyDictionary<string, string> Values)
{
    public string? this[string name] => Values.GetValueOrDefault(name);
}
