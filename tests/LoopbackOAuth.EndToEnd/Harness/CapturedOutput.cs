using System.Text;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>One output stream of a process: the exact text so far, and its lines as something to wait for.</summary>
internal sealed class CapturedOutput
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _grown = NewSignal();
    private int _lineStart;
    private bool _ended;

    private CapturedOutput(StreamReader reader)
    {
        Completion = PumpAsync(reader);
    }

    /// <summary>Ends when the process has closed the stream.</summary>
    public Task Completion { get; }

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    public static CapturedOutput Of(StreamReader reader) => new(reader);

    /// <summary>Waits for the first whole line, from line number <paramref name="from"/> on, that is the one looked for.</summary>
    /// <returns>The line, or <see langword="null"/> when the stream ended without it.</returns>
    public async Task<(string Line, int Number)?> WaitForLineAsync(Func<string, bool> predicate, int from, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                for (; from < _lines.Count; from++)
                {
                    if (predicate(_lines[from]))
                    {
                        return (_lines[from], from);
                    }
                }

                if (_ended)
                {
                    return null;
                }

                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PumpAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        int count;
        do
        {
            count = await reader.ReadAsync(buffer);
            Take(buffer.AsSpan(0, count), count == 0);
        }
        while (count > 0);
    }

    private void Take(ReadOnlySpan<char> text, bool end)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            foreach (var character in text)
            {
                _text.Append(character);
                if (character == '\n')
                {
                    _lines.Add(_text.ToString(_lineStart, _text.Length - _lineStart).TrimEnd('\r', '\n'));
                    _lineStart = _text.Length;
                }
            }

            _ended = end;
            grown = _grown;
            _grown = NewSignal();
        }

        grown.SetResult();
    }
}
