namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// Looks at the beginning of a request as it passes, for one question only: could it bring an authorization response (RFC 6749 section 4.1.2)? It
/// knows names of parameters and keeps no value.
/// </summary>
internal sealed class RequestGlance
{
    private const int LongestName = 8;

    private readonly byte[] _name = new byte[LongestName];
    private int _length;
    private Part _part = Part.Method;

    private enum Part
    {
        Method,
        Path,
        Name,
        Value,
        Done,
    }

    /// <summary>A query with <c>code</c>, <c>error</c> or <c>state</c>, or a form (response_mode=form_post).</summary>
    public bool IsResponse { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_part is Part.Done)
            {
                return;
            }

            Add(value);
        }
    }

    private void Add(byte value)
    {
        switch (_part, value)
        {
            case (_, (byte)'\r' or (byte)'\n'):
                _part = Part.Done;
                break;
            case (Part.Method, (byte)' '):
                IsResponse = Is("POST"u8);
                Begin(Is("GET"u8) ? Part.Path : Part.Done);
                break;
            case (Part.Path, (byte)'?'):
                Begin(Part.Name);
                break;
            case (Part.Name, (byte)'=' or (byte)'&' or (byte)' '):
                IsResponse = Is("code"u8) || Is("error"u8) || Is("state"u8);
                Begin(IsResponse || value is (byte)' ' ? Part.Done : value is (byte)'=' ? Part.Value : Part.Name);
                break;
            case (Part.Value, (byte)'&'):
                Begin(Part.Name);
                break;
            case (Part.Path or Part.Value, (byte)' '):
                _part = Part.Done;
                break;
            case (Part.Method or Part.Name, _):
                if (_length < LongestName)
                {
                    _name[_length] = value;
                }

                _length++;
                break;
        }
    }

    private void Begin(Part part)
    {
        _part = part;
        _length = 0;
    }

    private bool Is(ReadOnlySpan<byte> name) => _length <= LongestName && name.SequenceEqual(_name.AsSpan(0, _length));
}
