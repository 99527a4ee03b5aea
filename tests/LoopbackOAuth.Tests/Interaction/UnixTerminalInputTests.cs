using System.Runtime.InteropServices;
using System.Text;
using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class UnixTerminalInputTests
{
    private const uint Interrupts = 0x1; // ISIG
    private const uint LineEditing = 0x2; // ICANON
    private const uint Echo = 0x8;
    private const uint NewlineEcho = 0x40; // ECHONL
    private const int LocalFlags = 12;

    // So slow is no machine that a pause made here is taken for the end of a paste.
    private const int Patient = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LinuxFact]
    public async Task Keys_come_without_line_editing_and_echo_while_interrupts_stay_signals()
    {
        using PseudoTerminal terminal = new();
        uint before = Flags(terminal);
        Assert.Equal(Interrupts | LineEditing | Echo, before & (Interrupts | LineEditing | Echo));

        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);

        Assert.Equal(before & ~(LineEditing | Echo), Flags(terminal));
        Assert.Equal(before & NewlineEcho, Flags(terminal) & NewlineEcho);
        terminal.Type("a"u8);
        Assert.Equal("a"u8.ToArray(), await input.ReadBurstAsync(Token));
        terminal.Type("b\r"u8);
        Assert.Equal("b\n"u8.ToArray(), await input.ReadBurstAsync(Token));
    }

    [LinuxFact]
    [Trait("Invariant", "12")]
    public async Task Nothing_keeps_reading_after_dispose_and_the_settings_are_exactly_as_before()
    {
        using PseudoTerminal terminal = new();
        byte[] before = terminal.Settings();
        StringWriter written = new();
        UnixTerminalInput input = new(terminal.Line, written);
        Task<byte[]> reading = input.ReadBurstAsync(Token).AsTask();
        Assert.NotEqual(before, terminal.Settings());
        Assert.Equal(1, Readers());

        await input.DisposeAsync();
        await input.DisposeAsync();

        Assert.Empty(await reading);
        Assert.Equal(before, terminal.Settings());
        Assert.Equal("\u001b[?2004h\u001b[?2004l", written.ToString());
        await NoReadersAsync();
    }

    [LinuxFact]
    public async Task A_paste_far_longer_than_a_line_of_the_terminal_driver_comes_whole()
    {
        using PseudoTerminal terminal = new();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        string paste = "http://127.0.0.1:1/callback?code=" + new string('x', 12_000) + "\n";
        Task typing = Task.Run(() => terminal.Type(Encoding.ASCII.GetBytes(paste)), Token);

        string? submission = await SubmissionAsync(input);
        await typing;
        Assert.Equal(paste.TrimEnd('\n'), submission);
    }

    [LinuxTheory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public async Task A_paste_that_is_not_marked_and_comes_letter_by_letter_with_pauses_is_one(string newline)
    {
        // As from a terminal in a browser; a pause after a newline may be long here, so that no slow machine ends the line early.
        const string Callback = "http://127.0.0.1:1/call\nback?code=gr\u00fcn";
        using PseudoTerminal terminal = new();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null, slowness: Patient);
        Task<string?> reading = SubmissionAsync(input);
        foreach (byte value in Encoding.UTF8.GetBytes(Callback.Replace("\n", newline, StringComparison.Ordinal) + newline))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System, Token);
            terminal.Type([value]);
        }

        Assert.Equal(Callback, (await reading)?.Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [LinuxFact]
    [Trait("Invariant", "12")]
    public async Task Nothing_of_a_marked_paste_that_is_under_way_at_the_end_is_left_to_a_shell()
    {
        using PseudoTerminal terminal = new();
        UnixTerminalInput input = new(terminal.Line, TextWriter.Null, Patient);
        terminal.Type("\u001b[200~http://127.0.0.1:1/call"u8);
        _ = await input.ReadBurstAsync(Token);

        Task ending = input.DisposeAsync().AsTask();
        terminal.Type("back?code=a&reboot\n"u8);
        Assert.False(ending.IsCompleted);
        terminal.Type("\u001b[201~"u8);
        await ending;

        Assert.Equal("", await LeftAsync(terminal));
    }

    [LinuxFact]
    [Trait("Invariant", "12")]
    public async Task Nothing_of_an_unmarked_paste_that_is_under_way_at_the_end_is_left_to_a_shell()
    {
        using PseudoTerminal terminal = new();
        UnixTerminalInput input = new(terminal.Line, TextWriter.Null, Patient);
        terminal.Type("http://127.0.0.1:1/call"u8);
        _ = await input.ReadBurstAsync(Token);

        Task ending = input.DisposeAsync().AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        Assert.False(ending.IsCompleted);
        terminal.Type("back?code=a&reboot\n"u8);
        await ending;

        Assert.Equal("", await LeftAsync(terminal));
    }

    [LinuxFact]
    public async Task What_was_typed_before_the_prompt_is_read_by_it()
    {
        using PseudoTerminal terminal = new();
        terminal.Type("early line\nand more"u8);
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null, slowness: Patient);

        Assert.Equal("early line\nand more"u8.ToArray(), await input.ReadBurstAsync(Token));
    }

    [LinuxFact]
    public async Task The_bytes_of_a_very_long_wide_paste_come_whole()
    {
        using PseudoTerminal terminal = new();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        string paste = string.Concat(Enumerable.Repeat("\u00fc\uff48\U0001f600", 1800));
        Task typing = Task.Run(() => terminal.Type(Encoding.UTF8.GetBytes("\u001b[200~" + paste + "\u001b[201~\r")), Token);

        Assert.Equal(paste, await SubmissionAsync(input));
        await typing;
    }

    [LinuxFact]
    public async Task Cancelling_a_read_loses_nothing()
    {
        using PseudoTerminal terminal = new();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        using CancellationTokenSource cancellation = new();
        Task<byte[]> reading = input.ReadBurstAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        terminal.Type("x"u8);
        Assert.Equal("x"u8.ToArray(), await input.ReadBurstAsync(Token));
    }

    [LinuxFact]
    public async Task Settings_that_somebody_else_put_back_are_renewed()
    {
        using PseudoTerminal terminal = new();
        byte[] before = terminal.Settings();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        byte[] raw = terminal.Settings();
        terminal.Apply(before);

        input.Refresh();

        Assert.Equal(raw, terminal.Settings());
    }

    [LinuxFact]
    public async Task After_a_signal_that_ends_the_process_no_clock_takes_the_terminal_again()
    {
        using PseudoTerminal terminal = new();
        byte[] before = terminal.Settings();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        byte[] raw = terminal.Settings();
        using PosixSignalRegistration kept = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        Assert.Equal(0, SendSignal(Environment.ProcessId, 1));
        while (!terminal.Settings().SequenceEqual(before))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        input.Refresh();
        Assert.Equal(before, terminal.Settings());
        input.Refresh();
        Assert.Equal(before, terminal.Settings());

        // The process goes on after all: somebody handles the signal in another way.
        input.Refresh();
        input.Refresh();
        Assert.Equal(raw, terminal.Settings());
    }

    [LinuxFact]
    public async Task Settings_come_back_at_once_when_a_stopped_process_goes_on()
    {
        using PseudoTerminal terminal = new();
        byte[] before = terminal.Settings();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        byte[] raw = terminal.Settings();
        terminal.Apply(before);

        // SIGCONT is harmless to a process that runs.
        Assert.Equal(0, SendSignal(Environment.ProcessId, 18));

        while (!terminal.Settings().SequenceEqual(raw))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [LinuxFact]
    [Trait("Invariant", "12")]
    public async Task Unread_keys_are_dropped_at_the_end_so_that_no_shell_runs_the_rest_of_a_paste()
    {
        using PseudoTerminal terminal = new();
        UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        terminal.Type("first"u8);
        _ = await input.ReadBurstAsync(Token);
        await input.DisposeAsync();
        await using UnixTerminalInput next = new(terminal.Line, TextWriter.Null);
        terminal.Type("second"u8);

        Assert.Equal("second"u8.ToArray(), await next.ReadBurstAsync(Token));
    }

    [LinuxFact]
    public async Task A_terminal_that_hangs_up_ends_the_reading()
    {
        using PseudoTerminal terminal = new();
        await using UnixTerminalInput input = new(terminal.Line, TextWriter.Null);
        Task<byte[]> reading = input.ReadBurstAsync(Token).AsTask();

        terminal.HangUp();

        Assert.Empty(await reading);
    }

    [LinuxFact]
    [Trait("Invariant", "12")]
    public async Task Nothing_that_is_not_a_terminal_is_read()
    {
        await using System.IO.Pipes.AnonymousPipeServerStream pipe = new(System.IO.Pipes.PipeDirection.In);

        Assert.Throws<IOException>(() => new UnixTerminalInput((int)pipe.SafePipeHandle.DangerousGetHandle(), TextWriter.Null));
    }

    private static async Task<string?> SubmissionAsync(UnixTerminalInput input)
    {
        PasteLineEditor editor = new();
        string? submission;
        while (!editor.TryTake(out submission))
        {
            byte[] burst = await input.ReadBurstAsync(Token);
            Assert.NotEmpty(burst);
            editor.Feed(burst);
            editor.EndBurst();
        }

        return submission;
    }

    // What the next program on this terminal would read before a line of its own.
    private static async Task<string> LeftAsync(PseudoTerminal terminal)
    {
        await using UnixTerminalInput next = new(terminal.Line, TextWriter.Null);
        terminal.Type("|"u8);
        string text = "";
        while (!text.EndsWith('|'))
        {
            text += Encoding.UTF8.GetString(await next.ReadBurstAsync(Token));
        }

        return text[..^1];
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private static uint Flags(PseudoTerminal terminal) => MemoryMarshal.Read<uint>(terminal.Settings().AsSpan(LocalFlags));

    // The kernel lists the threads by name, cut to 15 characters.
    private static int Readers() => Directory.GetDirectories("/proc/self/task").Count(IsReader);

    private static bool IsReader(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("LoopbackOAuth t", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task NoReadersAsync()
    {
        while (Readers() > 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
