using System.Text;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>An answer that counts only when it was typed. Takes all keys of the terminal, so that it knows where a paste began.</summary>
internal sealed class TypedAnswer
{
    // In one burst comes what nothing paused between: of typing that is a key or two.
    private const int MostKeysAtOnce = 8;
    private const int Longest = 16;

    private const byte EndOfTransmission = 0x04; // Ctrl+D
    private const byte Backspace = 0x08;
    private const byte Delete = 0x7f;

    private readonly KeySequence _sequence = new();
    private readonly StringBuilder _text = new();
    private bool _isPasting;

    /// <summary>What a burst of keys was.</summary>
    public enum Result
    {
        /// <summary>Typing, and more may follow.</summary>
        Typed,

        /// <summary>A paste, marked or not. The answer so far is worth nothing.</summary>
        Pasted,

        /// <summary>The end of the answer.</summary>
        Given,
    }

    /// <summary>The answer so far, in visible ASCII.</summary>
    public string Text => _text.ToString();

    public bool IsYes => Text.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase);

    /// <summary>Forgets the answer, but not that a paste has begun.</summary>
    public void Clear() => _text.Clear();

    /// <summary>Takes what came in one go.</summary>
    public Result Feed(ReadOnlySpan<byte> burst)
    {
        bool isPasted = _isPasting;
        bool isGiven = false;
        int keys = 0;
        foreach (byte value in burst)
        {
            switch (_sequence.Feed(value))
            {
                case KeySequence.Result.PasteBegins:
                    _isPasting = isPasted = true;
                    break;
                case KeySequence.Result.PasteEnds:
                    _isPasting = false;
                    isPasted = true;
                    break;
                case KeySequence.Result.Text when !_isPasting:
                    // Behind Enter comes no more at once when somebody types.
                    bool isNewline = value is (byte)'\n' or (byte)'\r';
                    isPasted |= ++keys > MostKeysAtOnce || (isGiven && !isNewline) || !(isNewline || Take(value));
                    isGiven |= isNewline || value is EndOfTransmission;
                    break;
                default:
                    break;
            }
        }

        _sequence.EndBurst();
        return isPasted ? Result.Pasted : isGiven ? Result.Given : Result.Typed;
    }

    /// <returns>Whether it is a key of an answer.</returns>
    private bool Take(byte value)
    {
        switch (value)
        {
            case Backspace or Delete:
                _text.Length = Math.Max(_text.Length - 1, 0);
                return true;
            case EndOfTransmission:
                Clear();
                return true;
            default:
                if (_text.Length < Longest)
                {
                    _text.Append(value is >= (byte)' ' and < Delete ? (char)value : '?');
                }

                return value >= ' ';
        }
    }
}
