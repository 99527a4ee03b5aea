using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class StatusDisplayTests
{
    private const string EraseFromRowAbove = "\r\u001b[1A\u001b[J";

    private readonly FakeTerminal _terminal = new();

    [Fact]
    public void An_empty_row_stands_between_what_stays_and_the_line_that_does_not()
    {
        StatusDisplay display = new(_terminal);
        display.Print(["one"]);
        Show(display, 300);
        Show(display, 299);
        display.Print(["two"]);
        Show(display, 298);

        Assert.Equal("one\n\ntwo\n\nWaiting for callback: 4:58 left", _terminal.Screen);
    }

    [Fact]
    public void A_line_that_the_window_became_too_narrow_for_is_erased_with_the_row_that_it_may_have_been_folded_from()
    {
        StatusDisplay display = new(_terminal);
        display.Print(["one"]);
        Show(display, 300);
        string before = _terminal.Written;

        _terminal.Width = 31;
        Show(display, 299);

        // A row of its own again above, whether that one was erased or not.
        Assert.Equal(before + EraseFromRowAbove + "\nWaiting: 4:59", _terminal.Written);
        before = _terminal.Written;
        Show(display, 298);
        Assert.DoesNotContain(EraseFromRowAbove, _terminal.Written[before.Length..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(32)]
    [InlineData(200)]
    public void A_line_that_still_fits_is_erased_with_blanks_only(int width)
    {
        StatusDisplay display = new(_terminal);
        Show(display, 300);

        _terminal.Width = width;
        Show(display, 299);
        display.Erase();

        Assert.DoesNotContain('\u001b', _terminal.Written);
        Assert.Equal("", _terminal.LastLine);
    }

    private static void Show(StatusDisplay display, int seconds) => display.Show(TimeSpan.FromSeconds(seconds), false, [], 0);
}
