using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Makes submissions from the bytes of a terminal without line editing: pastes, marked (bracketed) or not, typing and the
/// usual editing keys. A newline submits, unless it is part of a paste: between the marks, or followed by more in
/// the same burst. That is how an address that a terminal wrapped over several lines stays one submission.
/// </summary>
internal sealed class PasteLineEditor
{
    /// <summary>The longest address that counts, in bytes. Of a longer text one byte more is kept, so that its reader refuses it as too long.</summary>
    public const int MaxLength = 16 * 1024;

    private const byte EndOfTransmission = 0x04; // Ctrl+D
    private const byte Backspace = 0x08;
    private const byte LineFeed = 0x0a;
    private const byte CarriageReturn = 0x0d;
    private const byte KillLine = 0x15; // Ctrl+U
    private const byte KillWord = 0x17; // Ctrl+W
    private const byte Delete = 0x7f;

    private readonly Queue<string?> _submissions = new();
    private readonly KeySequence _sequence = new();
    private byte[] _text = new byte[256];
    private int _stored;
    private int _newlines;
    private bool _isPasting;
    private bool _isClosed;

    /// <summary>How many bytes the line has so far, those beyond <see cref="MaxLength"/> included.</summary>
    public int Length { get; private set; }

    /// <summary>The line so far, as far as it is kept.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _stored);

    /// <summary>Takes bytes as they come; where one call ends and the next begins does not matter.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_isClosed)
            {
                return;
            }

            switch (_sequence.Feed(value))
            {
                case KeySequence.Result.Text:
                    Take(value);
                    break;
                case KeySequence.Result.PasteBegins:
                    EndPendingLine();
                    _isPasting = true;
                    break;
                case KeySequence.Result.PasteEnds:
                    _isPasting = false;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Says that nothing follows at once: a newline at the end was the Enter key.</summary>
    public void EndBurst()
    {
        _sequence.EndBurst();
        EndPendingLine();
    }

    /// <summary>Takes the next submission, if there is one.</summary>
    /// <param name="submission">What was submitted; <see langword="null"/> when the user closed the prompt.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out string? submission) => _submissions.TryDequeue(out submission);

    /// <summary>Forgets the line.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(_text);
        _stored = 0;
        _newlines = 0;
        Length = 0;
    }

    private void Take(byte value)
    {
        bool isNewline = value is LineFeed or CarriageReturn;
        if (_isPasting)
        {
            if (isNewline)
            {
                Append(LineFeed);
            }
            else if (value >= ' ' && value is not Delete)
            {
                Append(value);
            }

            return;
        }

        if (isNewline)
        {
            _newlines++;
            return;
        }

        if (value is EndOfTransmission)
        {
            EndOfInput();
            return;
        }

        for (; _newlines > 0; _newlines--)
        {
            Append(LineFeed);
        }

        Edit(value);
    }

    private void Edit(byte value)
    {
        switch (value)
        {
            case Backspace or Delete:
                RemoveCharacter();
                break;
            case KillLine:
                Clear();
                break;
            case KillWord:
                RemoveWord();
                break;
            case >= (byte)' ':
                Append(value);
                break;
            default:
                break;
        }
    }

    private void EndOfInput()
    {
        EndPendingLine();
        if (Length > 0)
        {
            Submit();
            return;
        }

        _isClosed = true;
        _submissions.Enqueue(null);
    }

    private void EndPendingLine()
    {
        if (_newlines > 0)
        {
            Submit();
        }
    }

    private void Submit()
    {
        // One byte one character: a text that is too long must not become short enough by being decoded.
        _submissions.Enqueue((Length > MaxLength ? Encoding.Latin1 : Encoding.UTF8).GetString(Text));
        Clear();
    }

    private void Append(byte value)
    {
        Length++;
        if (_stored > MaxLength)
        {
            return;
        }

        if (_stored == _text.Length)
        {
            byte[] larger = new byte[Math.Min(_text.Length * 2, MaxLength + 1)];
            Text.CopyTo(larger);
            CryptographicOperations.ZeroMemory(_text);
            _text = larger;
        }

        _text[_stored++] = value;
    }

    private void RemoveCharacter()
    {
        if (Length > _stored)
        {
            Length--;
            return;
        }

        bool isContinuation;
        do
        {
            if (_stored == 0)
            {
                return;
            }

            isContinuation = (_text[--_stored] & 0xc0) == 0x80;
            _text[_stored] = 0;
            Length--;
        }
        while (isContinuation);
    }

    private void RemoveWord()
    {
        if (Length > _stored)
        {
            // The end of the line is not kept, so where its last word begins is not known.
            Clear();
            return;
        }

        bool hasLetters = false;
        while (_stored > 0 && !(hasLetters && _text[_stored - 1] is (byte)' ' or LineFeed))
        {
            hasLetters |= _text[_stored - 1] is not ((byte)' ' or LineFeed);
            RemoveCharacter();
        }
    }
}
