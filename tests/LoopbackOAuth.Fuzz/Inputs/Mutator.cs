namespace LoopbackOAuth.Fuzz.Inputs;

/// <summary>Makes an input out of those that were interesting: a few changes, of bytes, of pieces and of whole parameters or lines.</summary>
internal sealed class Mutator
{
    private const int Longest = 40 * 1024;
    private const int MostChanges = 4;

    private readonly Randomness _random;
    private readonly byte[] _buffer = new byte[Longest];
    private readonly byte[] _piece = new byte[Longest];
    private int _length;

    public Mutator(Randomness random) => _random = random;

    /// <summary>The next input. It is valid until the one after it.</summary>
    public ReadOnlyMemory<byte> Next(InputKind kind, Corpus corpus)
    {
        byte[] start = corpus.Pick(_random);
        start.CopyTo(_buffer, 0);
        _length = start.Length;
        for (int changes = _random.Below(MostChanges + 1); changes > 0; changes--)
        {
            Change(kind, corpus);
        }

        return _buffer.AsMemory(0, _length);
    }

    private void Change(InputKind kind, Corpus corpus)
    {
        switch (_random.Below(14))
        {
            case 0:
                Replace(Position(), Math.Min(1, _length), [(byte)_random.Below(256)]);
                break;
            case 1:
                Replace(Position(), 0, [(byte)_random.Below(256)]);
                break;
            case 2:
                Replace(Position(), _random.Below(4), []);
                break;
            case 3:
                Replace(Position(), 0, Tokens.Of(kind, _random));
                break;
            case 4:
                byte[] token = Tokens.Of(kind, _random);
                Replace(Position(), token.Length, token);
                break;
            case 5:
                Escape();
                break;
            case 6:
                Unescape();
                break;
            case 7:
                RepeatSegment(kind);
                break;
            case 8:
                RemoveSegment(kind);
                break;
            case 9:
                MoveSegment(kind);
                break;
            case 10:
                FlipCase();
                break;
            case 11:
                Splice(corpus.Pick(_random));
                break;
            case 12 when _random.OneIn(8):
                _length = Position();
                break;
            case 13 when _random.OneIn(16):
                Grow();
                break;
            default:
                break;
        }
    }

    private int Position() => _random.Below(_length + 1);

    private void Replace(int position, int removed, ReadOnlySpan<byte> inserted)
    {
        removed = Math.Min(removed, _length - position);
        if (_length - removed + inserted.Length > Longest)
        {
            return;
        }

        Buffer.BlockCopy(_buffer, position + removed, _buffer, position + inserted.Length, _length - position - removed);
        inserted.CopyTo(_buffer.AsSpan(position));
        _length += inserted.Length - removed;
    }

    private void Escape()
    {
        int position = Position();
        if (position < _length)
        {
            ReadOnlySpan<byte> digits = _random.OneIn(2) ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
            byte value = _buffer[position];
            Replace(position, 1, [(byte)'%', digits[value >> 4], digits[value & 15]]);
        }
    }

    private void Unescape()
    {
        int from = Position();
        int escape = _buffer.AsSpan(from, _length - from).IndexOf((byte)'%') + from;
        if (escape >= from && escape + 2 < _length && char.IsAsciiHexDigit((char)_buffer[escape + 1]) && char.IsAsciiHexDigit((char)_buffer[escape + 2]))
        {
            Replace(escape, 3, [(byte)((HexValue(_buffer[escape + 1]) << 4) | HexValue(_buffer[escape + 2]))]);
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private void FlipCase()
    {
        int position = Position();
        if (position < _length && char.IsAsciiLetter((char)_buffer[position]))
        {
            _buffer[position] ^= 0x20;
        }
    }

    private void Splice(byte[] other)
    {
        int from = _random.Below(other.Length + 1);
        int count = Math.Min(_random.Below(other.Length - from + 1), 2048);
        Replace(Position(), _random.OneIn(2) ? count : 0, other.AsSpan(from, count));
    }

    private void Grow()
    {
        int count = _random.OneIn(2) ? _random.Below(300) : _random.Below(18 * 1024);
        Span<byte> run = _piece.AsSpan(0, count);
        byte[] token = _random.OneIn(2) ? [(byte)_random.Below(256)] : Tokens.Of(InputKind.Form, _random);
        for (int index = 0; index < count; index++)
        {
            run[index] = token[index % token.Length];
        }

        Replace(Position(), 0, run);
    }

    private void RepeatSegment(InputKind kind)
    {
        (int start, int end) = Segment(kind);
        Replace(Segment(kind).Start, 0, Copy(start, end));
    }

    private void RemoveSegment(InputKind kind)
    {
        (int start, int end) = Segment(kind);
        Replace(start, end - start, []);
    }

    private void MoveSegment(InputKind kind)
    {
        (int start, int end) = Segment(kind);
        ReadOnlySpan<byte> copy = Copy(start, end);
        Replace(start, end - start, []);
        Replace(Segment(kind).Start, 0, copy);
    }

    private ReadOnlySpan<byte> Copy(int start, int end)
    {
        _buffer.AsSpan(start, end - start).CopyTo(_piece);
        return _piece.AsSpan(0, end - start);
    }

    // A parameter or a line with its separator, around a random place.
    private (int Start, int End) Segment(InputKind kind)
    {
        byte separator = kind is InputKind.Request && _random.OneIn(2) ? (byte)'\n' : (byte)'&';
        int around = Position();
        int start = _buffer.AsSpan(0, around).LastIndexOf(separator) + 1;
        int length = _buffer.AsSpan(around, _length - around).IndexOf(separator) + 1;
        return (start, length == 0 ? _length : around + length);
    }
}
