namespace LoopbackOAuth.Interaction;

/// <summary>
/// Lines that stay and, on a terminal, one last line that does not. Where lines cannot be written over, the time left is
/// said at the start and at every full minute instead, and no control character but the line end is written.
/// </summary>
/// <remarks>
/// A window that becomes narrower than the last line folds it over two rows in most terminals and cuts it off in others, and nothing tells which.
/// An empty row above makes the same answer right in both: to erase from one row higher.
/// </remarks>
internal sealed class StatusDisplay
{
    private const string EraseFromRowAbove = "\r\u001b[1A\u001b[J";

    private readonly ITerminal _terminal;
    private readonly TextWriter _error;
    private readonly bool _canRewriteLine;
    private string _line = string.Empty;
    private long _minutesSaid = long.MaxValue;
    private bool _isRowAboveEmpty;
    private bool _isGone;

    public StatusDisplay(ITerminal terminal)
    {
        _terminal = terminal;
        _error = terminal.Error;
        _canRewriteLine = terminal.CanRewriteLine;
    }

    /// <summary>Writes lines that stay.</summary>
    public void Print(IEnumerable<string> lines)
    {
        string text = string.Concat(lines.Select(line => line + _error.NewLine));
        Write(Blank() + text);
        _isRowAboveEmpty = text.Length == 0 && _isRowAboveEmpty;
    }

    /// <summary>Writes the line that does not stay over what it was before.</summary>
    public void Show(TimeSpan left, bool isPrompting, ReadOnlySpan<byte> text, int length)
    {
        if (!_canRewriteLine)
        {
            Say(left);
        }
        else if (_terminal.IsForeground)
        {
            string line = StatusLine.Compose(left, isPrompting, text, length, _terminal.Width);
            if (line != _line)
            {
                string blank = Blank();
                Write(blank + (_isRowAboveEmpty ? string.Empty : _error.NewLine) + line);
                _isRowAboveEmpty = true;
                _line = line;
            }
        }
    }

    /// <summary>Removes the line that does not stay.</summary>
    public void Erase() => Write(Blank());

    private void Say(TimeSpan left)
    {
        bool isFirst = _minutesSaid == long.MaxValue;
        long seconds = TimeLeft.WholeSeconds(left);
        long minutes = (seconds + 59) / 60;
        if (seconds == 0 || minutes >= _minutesSaid)
        {
            return;
        }

        _minutesSaid = minutes;
        string time = TimeLeft.Format(left);
        Write((isFirst ? $"Waiting up to {time}." : $"Still waiting: {time} left.") + _error.NewLine);
    }

    // Blanks instead of an erase sequence: they do the same on a terminal that knows no sequences. One that can be resized knows them.
    private string Blank()
    {
        if (_line.Length == 0)
        {
            return string.Empty;
        }

        if (_line.Length >= _terminal.Width && !OperatingSystem.IsWindows())
        {
            _line = string.Empty;
            _isRowAboveEmpty = false;
            return EraseFromRowAbove;
        }

        string blank = $"\r{new string(' ', _line.Length)}\r";
        _line = string.Empty;
        return blank;
    }

    private void Write(string text)
    {
        if (_isGone || text.Length == 0)
        {
            return;
        }

        try
        {
            _error.Write(text);
            _error.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // A terminal that is closed is no reason to end a sign-in, nor the process from a timer's thread.
            _isGone = true;
        }
    }
}
