using System.Text;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>
/// Looks at the head of a request as it passes, for one question only: could it bring an authorization response (RFC 6749 section 4.1.2)? Of the
/// address it knows names of parameters and keeps no value, of the header only what tells the user's own way from a script of some page.
/// </summary>
/// <param name="origins">The origins whose scripts may deliver by <c>fetch</c>; usually none.</param>
internal sealed class RequestGlance(IReadOnlyList<string> origins)
{
    private const int Longest = 80;

    private readonly byte[] _word = new byte[Longest];
    private int _length;
    private Part _part = Part.Method;
    private Field _field;
    private bool _isPost;
    private bool _isQuery;
    private bool _hasAnswer;
    private bool _hasState;
    private bool _isForm;
    private string? _mode;
    private string? _origin;

    private enum Part
    {
        Method,
        Path,
        Name,
        Value,
        RestOfLine,
        FieldName,
        FieldValue,
        Done,
    }

    private enum Field
    {
        Other,
        Mode,
        Origin,
        ContentType,
    }

    /// <summary>Whether all of the head has passed.</summary>
    public bool IsComplete => _part is Part.Done;

    /// <summary>
    /// A query with <c>state</c> and one of <c>code</c> and <c>error</c>, or a form (response_mode=form_post), to which the browser went. A script can
    /// send any page's request here, but only one from a listed origin is let in by the sign-in. Without <c>Sec-Fetch-Mode</c> it is an old browser.
    /// </summary>
    public bool IsResponse => IsComplete && (_isPost ? _isForm : _isQuery && _hasAnswer && _hasState) && _mode switch
    {
        null or "navigate" => true,
        "cors" => _origin is not null && origins.Contains(_origin, StringComparer.Ordinal),
        _ => false,
    };

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (IsComplete)
            {
                return;
            }

            if (value is (byte)'\n')
            {
                EndLine();
            }
            else if (value is not (byte)'\r')
            {
                Add(value);
            }
        }
    }

    private void EndLine()
    {
        if (_part is Part.Name)
        {
            SeeParameter();
        }

        bool isEnd = _part is Part.FieldName && _length == 0;
        if (_part is Part.FieldValue)
        {
            SeeField();
        }

        Begin(isEnd ? Part.Done : Part.FieldName);
    }

    private void Add(byte value)
    {
        switch (_part, value)
        {
            case (Part.Method, (byte)' '):
                _isPost = Is("POST"u8);
                _isQuery = Is("GET"u8);
                Begin(_isQuery ? Part.Path : Part.RestOfLine);
                break;
            case (Part.Path, (byte)'?'):
                Begin(Part.Name);
                break;
            case (Part.Name, (byte)'=' or (byte)'&' or (byte)' '):
                SeeParameter();
                Begin(value is (byte)' ' ? Part.RestOfLine : value is (byte)'=' ? Part.Value : Part.Name);
                break;
            case (Part.Value, (byte)'&'):
                Begin(Part.Name);
                break;
            case (Part.Path or Part.Value, (byte)' '):
                _part = Part.RestOfLine;
                break;
            case (Part.FieldName, (byte)':'):
                _field = IsName("Sec-Fetch-Mode") ? Field.Mode : IsName("Origin") ? Field.Origin : IsName("Content-Type") ? Field.ContentType : Field.Other;
                Begin(_field is Field.Other ? Part.RestOfLine : Part.FieldValue);
                break;
            case (Part.Method or Part.Name or Part.FieldName or Part.FieldValue, _):
                if (_length < Longest)
                {
                    _word[_length] = value;
                }

                _length++;
                break;
        }
    }

    private void SeeParameter()
    {
        _hasAnswer |= Is("code"u8) || Is("error"u8);
        _hasState |= Is("state"u8);
    }

    private void SeeField()
    {
        string value = Encoding.Latin1.GetString(_word, 0, Math.Min(_length, Longest)).Trim();
        switch (_field)
        {
            case Field.Mode:
                _mode = value;
                break;
            case Field.Origin:
                _origin = _length <= Longest ? value : null;
                break;
            case Field.ContentType:
                _isForm = value.Split(';')[0].TrimEnd().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }

    private void Begin(Part part)
    {
        _part = part;
        _length = 0;
    }

    private bool Is(ReadOnlySpan<byte> name) => _length <= Longest && name.SequenceEqual(_word.AsSpan(0, _length));

    private bool IsName(string name) => _length == name.Length && Ascii.EqualsIgnoreCase(name, _word.AsSpan(0, _length));
}
