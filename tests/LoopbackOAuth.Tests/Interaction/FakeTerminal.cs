using System.Text;
using System.Threading.Channels;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>A terminal of one's own: keys go in by bursts, and what is on the screen can be read.</summary>
internal sealed class FakeTerminal : ITerminal
{
    private readonly StringBuilder _written = new();
    private readonly Channel<byte[]> _keys = Channel.CreateUnbounded<byte[]>();

    public TextWriter Error => BrokenError ?? new LockedWriter(_written);

    public TextWriter? BrokenError { get; init; }

    public bool CanRewriteLine { get; set; } = true;

    public bool CanReadKeys { get; set; } = true;

    public bool IsForeground { get; set; } = true;

    public int Width { get; set; } = 100;

    public int OpenInputs { get; private set; }

    public int InputsOpened { get; private set; }

    public int Refreshes { get; private set; }

    /// <summary>Everything that was written.</summary>
    public string Written => Copy();

    /// <summary>What the screen shows: a carriage return goes to the start of the line, and what follows is written over it.</summary>
    public string Screen
    {
        get
        {
            List<string> lines = [];
            foreach (string written in Written.Split('\n'))
            {
                StringBuilder line = new();
                int column = 0;
                foreach (char c in written)
                {
                    if (c == '\r')
                    {
                        column = 0;
                        continue;
                    }

                    line.Length = Math.Max(line.Length, column + 1);
                    line[column++] = c;
                }

                lines.Add(line.ToString().TrimEnd());
            }

            return string.Join('\n', lines);
        }
    }

    public string LastLine => Screen[(Screen.LastIndexOf('\n') + 1)..];

    public void Type(string keys) => _keys.Writer.TryWrite(Encoding.UTF8.GetBytes(keys));

    public void HangUp() => _keys.Writer.TryWrite([]);

    public ITerminalInput OpenInput()
    {
        OpenInputs++;
        InputsOpened++;
        return new Input(this);
    }

    private string Copy()
    {
        lock (_written)
        {
            return _written.ToString();
        }
    }

    private sealed class LockedWriter : TextWriter
    {
        private readonly StringBuilder _written;

        public LockedWriter(StringBuilder written)
        {
            _written = written;
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_written)
            {
                _written.Append(value);
            }
        }
    }

    private sealed class Input(FakeTerminal terminal) : ITerminalInput
    {
        private bool _isDisposed;

        public ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return terminal._keys.Reader.ReadAsync(cancellationToken);
        }

        public void Refresh() => terminal.Refreshes++;

        public ValueTask DisposeAsync()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                terminal.OpenInputs--;
            }

            return ValueTask.CompletedTask;
        }
    }
}
