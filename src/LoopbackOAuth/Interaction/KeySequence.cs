namespace LoopbackOAuth.Interaction;

/// <summary>Tells text from the escape sequences that a terminal sends for keys and around a bracketed paste.</summary>
internal sealed class KeySequence
{
    private const byte Bell = 0x07;
    private const byte Escape = 0x1b;
    private const int LongestParameter = 4;

    private State _state;
    private bool _isEscapeOld;
    private int _parameter;
    private int _parameterLength;

    /// <summary>What a byte turned out to be.</summary>
    public enum Result
    {
        /// <summary>Part of a sequence that means nothing here.</summary>
        Nothing,

        /// <summary>Text or a control character.</summary>
        Text,

        /// <summary>The end of the mark before a paste.</summary>
        PasteBegins,

        /// <summary>The end of the mark after a paste.</summary>
        PasteEnds,
    }

    private enum State
    {
        Ground,
        Escape,
        Control,
        Single,
        String,
    }

    /// <summary>Takes one byte.</summary>
    public Result Feed(byte value)
    {
        if (value is Escape)
        {
            _state = State.Escape;
            _isEscapeOld = false;
            return Result.Nothing;
        }

        switch (_state)
        {
            case State.Escape:
                return AfterEscape(value);
            case State.Control:
                return InControl(value);
            case State.Single:
                _state = State.Ground;
                return value < ' ' ? Result.Text : Result.Nothing;
            case State.String when value is Bell:
                _state = State.Ground;
                return Result.Nothing;
            case State.String when value >= ' ':
                return Result.Nothing;
            default:
                // A control character ends a string that was never a sequence, and counts.
                _state = State.Ground;
                return Result.Text;
        }
    }

    /// <summary>Nothing follows at once. An escape that stands alone was the Escape key; only a sequence in pieces may still go on.</summary>
    public void EndBurst() => _isEscapeOld = _state is State.Escape;

    private Result AfterEscape(byte value)
    {
        switch (value)
        {
            case (byte)'[':
                _state = State.Control;
                _parameter = 0;
                _parameterLength = 0;
                return Result.Nothing;
            case (byte)'O':
                _state = State.Single;
                return Result.Nothing;
            case (byte)']' or (byte)'P' or (byte)'^' or (byte)'_' or (byte)'X':
                _state = State.String;
                return Result.Nothing;
            default:
                // In one burst it is a key with Alt; a control character and anything typed later counts.
                _state = State.Ground;
                return _isEscapeOld || value < ' ' ? Result.Text : Result.Nothing;
        }
    }

    private Result InControl(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9' && _parameterLength < LongestParameter)
        {
            _parameter = (_parameter * 10) + (value - '0');
            _parameterLength++;
            return Result.Nothing;
        }

        if (value is >= 0x20 and <= 0x3f)
        {
            _parameterLength = int.MaxValue;
            return Result.Nothing;
        }

        _state = State.Ground;
        if (value < ' ')
        {
            return Result.Text;
        }

        return (value, _parameterLength, _parameter) switch
        {
            ((byte)'~', 3, 200) => Result.PasteBegins,
            ((byte)'~', 3, 201) => Result.PasteEnds,
            _ => Result.Nothing,
        };
    }
}
