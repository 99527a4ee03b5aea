namespace LoopbackOAuth.Interaction;

/// <summary>Lines for a screen of 80 columns: prose is broken between words, what is to be copied never.</summary>
internal sealed class ScreenText
{
    /// <summary>The columns of a line of prose. One less than the screen has: some terminals leave an empty line after a full one.</summary>
    public const int Width = 79;

    private readonly List<string> _lines = [];
    private bool _isGapDue;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Sets what comes next apart from what is there.</summary>
    public ScreenText Paragraph()
    {
        _isGapDue = _lines.Count > 0;
        return this;
    }

    /// <summary>Adds prose.</summary>
    public ScreenText Say(string prose)
    {
        string rest = prose;
        while (rest.Length > Width)
        {
            int end = rest.LastIndexOf(' ', Width);
            if (end <= 0)
            {
                break;
            }

            Line(rest[..end]);
            rest = rest[(end + 1)..];
        }

        return Line(rest);
    }

    /// <summary>Adds one line as it is, such as a command or an address.</summary>
    public ScreenText Line(string line)
    {
        if (_isGapDue)
        {
            _lines.Add(string.Empty);
            _isGapDue = false;
        }

        _lines.Add(line);
        return this;
    }
}
