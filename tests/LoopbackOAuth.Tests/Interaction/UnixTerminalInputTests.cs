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

        PasteLineEditor editor = new();
        string? submission;
        while (!editor.TryTake(out submission))
        {
            byte[] burst = await input.ReadBurstAsync(Token);
            Assert.NotEmpty(burst);
            editor.Feed(burst);
            editor.EndBurst();
        }

        await typing;
        Assert.Equal(paste.TrimEnd('\n'), submission);
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
