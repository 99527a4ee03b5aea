using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz.Model;

namespace LoopbackOAuth.Fuzz.Targets;

/// <summary>What a user pastes: the paste reader, then parser and validator.</summary>
internal sealed class PasteTarget : IFuzzTarget
{
    private const int VerdictBase = 64;

    private readonly Subject _subject;
    private readonly char[] _chars = new char[64 * 1024];

    public PasteTarget(Subject subject) => _subject = subject;

    public Behaviour Run(ReadOnlyMemory<byte> input, Scenario scenario, bool thorough)
    {
        string text = new(_chars.AsSpan(0, Utf16.FromBytes(input.Span, _chars, out _)));
        CallbackRefusal refusal = _subject.ReadPaste(text, scenario.RedirectUri, out string query);
        if (refusal is not CallbackRefusal.None)
        {
            return new Behaviour((int)refusal, Shape(text));
        }

        CallbackVerdict verdict = _subject.DeliverChars(scenario.Pending, query, CallbackChannel.Paste);
        if (verdict.Kind is CallbackVerdictKind.Accepted && PasteModel.Objection(text, scenario.RedirectUri) is { } objection)
        {
            throw new Violation($"What is pasted is of this redirect URI: {objection}", text);
        }

        return new Behaviour(VerdictBase + (int)verdict.Refusal, Shape(text));
    }

    public string NameOf(int outcome) => outcome < VerdictBase ? $"not read: {(CallbackRefusal)outcome}"
        : outcome == VerdictBase ? "accepted"
        : $"read: {(CallbackRefusal)(outcome - VerdictBase)}";

    private static ulong Shape(string text)
    {
        ulong shape = Behaviour.LengthClass(text.Length);
        ReadOnlySpan<char> start = text.AsSpan(0, Math.Min(text.Length, 32));
        Add(start.Contains("\u001b[20", StringComparison.Ordinal));
        Add(start.Contains("http://", StringComparison.Ordinal));
        Add(start.Contains("https://", StringComparison.Ordinal));
        Add(start.Contains("Callback", StringComparison.Ordinal));
        Add(start.Contains("](", StringComparison.Ordinal));
        Add(text.Contains("&amp;", StringComparison.Ordinal));
        Add(text.Contains('#', StringComparison.Ordinal));
        Add(text.Contains('\n', StringComparison.Ordinal));
        Add(text.Contains("response_type=", StringComparison.Ordinal));
        return (shape << 8) | (text.Length == 0 ? 0u : (byte)text[0]);

        void Add(bool holds) => shape = (shape << 1) | (holds ? 1u : 0);
    }
}
