using System.Text;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class PasteLineEditorTests
{
    private const string Begin = "\u001b[200~";
    private const string End = "\u001b[201~";

    // What is submitted, in order; "<closed>" stands for the prompt being closed.
    public static TheoryData<string, string[]> OneBurst => new()
    {
        { "hello\n", ["hello"] },
        { "hello\r", ["hello"] },
        { "hello", [] },
        { "\n", [""] },
        { "hello\r\n", ["hello"] },

        // Not marked as a paste: a newline with more behind it belongs to it.
        { "http://127.0.0.1/\ncallback?code=a\n", ["http://127.0.0.1/\ncallback?code=a"] },
        { "one\r\ntwo\r\n", ["one\n\ntwo"] },
        { "\nhttp://x\n", ["\nhttp://x"] },
        { "one\ntwo", [] },

        // Marked: nothing in it submits, and Enter after it does.
        { Begin + "http://127.0.0.1/\ncallback?code=a" + End, [] },
        { Begin + "http://127.0.0.1/\rcallback?code=a\n" + End + "\n", ["http://127.0.0.1/\ncallback?code=a\n"] },
        { Begin + "a" + End + Begin + "b" + End + "\n", ["ab"] },
        { "x" + Begin + "a" + End + "y\n", ["xay"] },
        { Begin + "a" + End + "\n" + Begin + "b" + End + "\n", ["a", "b"] },
        { Begin + "a" + End + "\nb\n", ["a\nb"] },
        { "typed\n" + Begin + "b" + End + "\n", ["typed", "b"] },
        { Begin + "a\u0004\u0015\u007f\tb" + End + "\n", ["ab"] },
        { Begin + "a\u001b[31mb\u001b[0m" + End + "\n", ["ab"] },

        // Editing.
        { "hellp\u007fo\n", ["hello"] },
        { "hellp\bo\n", ["hello"] },
        { "\u007f\u007fa\n", ["a"] },
        { "gr\u00fc\u007fx\n", ["grx"] },
        { "\U0001f600\u007fx\n", ["x"] },
        { "wrong\u0015right\n", ["right"] },
        { "one two  \u0017three\n", ["one three"] },
        { "one\u0017\u0017x\n", ["x"] },

        // Ctrl+D.
        { "\u0004", ["<closed>"] },
        { "text\u0004", ["text"] },
        { "text\u0004\u0004", ["text", "<closed>"] },
        { "text\n\u0004", ["text", "<closed>"] },
        { "\u0004late\n", ["<closed>"] },
        { "x\u007f\u0004", ["<closed>"] },

        // Keys that mean nothing here.
        { "a\u001b[Ab\u001b[1;5Cc\u001bOPd\u001b[3~e\n", ["abcde"] },
        { "a\u0001\u0002\u0006b\u0000c\td\n", ["abcd"] },
        { "a\u001bxb\n", ["ab"] },
        { "a\u001b[200b\n", ["a"] },
        { "a\u001b]0;title\ab\n", ["ab"] },
        { "a\u001b]0;title\n", ["a"] },
        { "\u001b[9999999999999999~a\n", ["a"] },
        { "\u001b[0200~a\nb\n", ["a\nb"] },
        { End + "a\n", ["a"] },
        { "a\u001b\u001b[Ab\n", ["ab"] },
    };

    [Theory]
    [MemberData(nameof(OneBurst))]
    public void A_burst_submits(string input, string[] expected)
    {
        PasteLineEditor editor = new();

        editor.Feed(Encoding.UTF8.GetBytes(input));
        editor.EndBurst();

        Assert.Equal(expected, Taken(editor));
    }

    [Theory]
    [MemberData(nameof(OneBurst))]
    public void Where_the_bytes_of_a_burst_are_split_makes_no_difference(string input, string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(input);
        for (int first = 0; first <= bytes.Length; first++)
        {
            for (int second = first; second <= bytes.Length; second++)
            {
                PasteLineEditor editor = new();
                editor.Feed(bytes.AsSpan(0, first));
                editor.Feed(bytes.AsSpan(first, second - first));
                editor.Feed(bytes.AsSpan(second));
                editor.EndBurst();

                Assert.Equal(expected, Taken(editor));
            }
        }
    }

    [Fact]
    public void A_marked_paste_may_come_in_any_number_of_bursts()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Begin + "http://127.0.0.1:1/\ncallback?code=gr\u00fcn\n" + End + "\n");
        PasteLineEditor editor = new();
        foreach (byte value in bytes)
        {
            editor.Feed([value]);
            editor.EndBurst();
        }

        Assert.Equal(["http://127.0.0.1:1/\ncallback?code=gr\u00fcn\n"], Taken(editor));
    }

    [Fact]
    public void The_escape_key_alone_does_not_swallow_what_is_typed_later()
    {
        PasteLineEditor editor = new();
        editor.Feed("\u001b"u8);
        editor.EndBurst();
        editor.Feed("http\n"u8);
        editor.EndBurst();

        Assert.Equal(["http"], Taken(editor));
    }

    [Fact]
    public void A_text_of_16_kilobytes_is_whole()
    {
        string text = new('a', 16 * 1024);

        Assert.Equal([text], Taken(Fed(text + "\n")));
    }

    [Theory]
    [InlineData('a', 16 * 1024 + 1)]
    [InlineData('a', 1_000_000)]
    [InlineData('\u00fc', 16 * 1024)]
    [Trait("Invariant", "13")]
    public void A_longer_text_is_kept_finite_and_stays_too_long(char letter, int count)
    {
        PasteLineEditor editor = Fed(new string(letter, count) + "\n");

        Assert.Equal(16 * 1024 + 1, Assert.Single(Taken(editor)).Length);
    }

    [Fact]
    public void What_is_too_long_can_be_taken_back()
    {
        Assert.Equal(["x"], Taken(Fed(new string('a', 20_000) + "\u0015x\n")));
        Assert.Equal(["x"], Taken(Fed(new string('a', 20_000) + "\u0017x\n")));
        Assert.Equal([new string('a', 16 * 1024)], Taken(Fed(new string('a', 16 * 1024 + 9) + new string('\u007f', 9) + "\n")));
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void A_secret_that_was_submitted_is_forgotten()
    {
        PasteLineEditor editor = Fed("code=secret\n");

        Assert.Equal(0, editor.Length);
        Assert.True(editor.Text.IsEmpty);
    }

    [Fact]
    public void Random_bytes_never_break_it_and_a_kill_and_a_line_still_work()
    {
        Random random = new(20300102);
        for (int round = 0; round < 300; round++)
        {
            byte[] noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            PasteLineEditor editor = new();
            editor.Feed(noise.Where(value => value != 0x04).ToArray());
            editor.Feed(Encoding.UTF8.GetBytes("\u0018" + End + "\u0015"));
            editor.EndBurst();
            _ = Taken(editor);
            editor.Feed("line\n"u8);
            editor.EndBurst();

            Assert.Equal(["line"], Taken(editor));
        }
    }

    private static PasteLineEditor Fed(string text)
    {
        PasteLineEditor editor = new();
        editor.Feed(Encoding.UTF8.GetBytes(text));
        editor.EndBurst();
        return editor;
    }

    private static List<string> Taken(PasteLineEditor editor)
    {
        List<string> taken = [];
        while (editor.TryTake(out string? submission))
        {
            taken.Add(submission ?? "<closed>");
        }

        return taken;
    }
}
