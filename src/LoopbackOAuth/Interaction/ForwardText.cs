using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>The words around the command that forwards the port.</summary>
internal static class ForwardText
{
    /// <summary>The command is the first thing to do.</summary>
    /// <param name="screen">Where to add.</param>
    /// <param name="prompt">What there is to show.</param>
    /// <param name="forward">The command.</param>
    /// <param name="isForSome">Whether the words before this were for those who do not need it.</param>
    public static void AddFirst(ScreenText screen, SignInPrompt prompt, ForwardCommand forward, bool isForSome)
    {
        HostEnvironment environment = prompt.Environment;
        screen.Say(prompt.Plan.Hint switch
        {
            SignInHint.Unknown => "If it is on another computer, first run this there, and leave it running:",
            _ when isForSome => "Otherwise first run this on your own computer, and leave it running:",
            _ when environment.Id == EnvironmentIds.Mosh => "1. mosh forwards no ports: in a second terminal on your own computer, run this plain ssh and leave it running:",
            _ => "1. In a second terminal on your own computer, run this and leave it running:",
        });
        AddCommand(screen, forward);
        if (TunnelHint.Of(prompt.RedirectUri, environment) is not { } hint || hint.Command != forward.Line)
        {
            return;
        }

        screen.Line("Through a jump box, run this in its place:").Line(hint.JumpCommand);
        AddProxyOption(screen, hint.ProxyOption);
        if (MultiplexerName(environment.Multiplexer) is { } multiplexer)
        {
            screen.Say($"{multiplexer} forwards no ports: run this also if you logged in with -L before.");
        }

        if (environment.Id == EnvironmentIds.SshX11)
        {
            screen.Say("(A browser that runs on this host and shows over X11 needs none of this.)");
        }
    }

    /// <summary>The command is for those who prefer it to a paste.</summary>
    public static void AddSecond(ScreenText screen, SignInPrompt prompt, ForwardCommand forward)
    {
        screen.Say(forward.IsSsh
            ? "Or, if you can log in to this host with ssh, run this on your own computer before you open the URL:"
            : $"Or, with {forward.Program} on your own computer, run this there before you open the URL:");
        AddCommand(screen, forward);
    }

    /// <summary>What may go after a success, or <see langword="null"/> when nothing was forwarded.</summary>
    public static string? AfterSuccess(SignInPrompt prompt) =>
        prompt.Plan is { Hint: not SignInHint.None, Listens: true } && ForwardCommands.For(prompt.RedirectUri, prompt.Environment) is { } forward
            ? $"If you started the {forward.Program} command on your own computer, end it now with Ctrl+C."
            : null;

    private static void AddCommand(ScreenText screen, ForwardCommand forward)
    {
        screen.Line(forward.Line);
        if (forward.Placeholders.Length > 0)
        {
            screen.Say(forward.IsSsh
                ? $"It works in silence. Replace {forward.Placeholders} with {SshDestination.WhatToPut(forward.Placeholders)}."
                : $"Replace {forward.Placeholders} with your own.");
        }
        else if (forward.IsSsh)
        {
            screen.Say("It prints nothing while it works. Use the name and host you always log in with.");
        }
    }

    // An option is copied whole, so that no line break may come into it.
    private static void AddProxyOption(ScreenText screen, string option)
    {
        const string Ask = "No -J there? In its place:";
        if (Ask.Length + 1 + option.Length <= ScreenText.Width)
        {
            screen.Line($"{Ask} {option}");
        }
        else
        {
            screen.Line(Ask).Line(option);
        }
    }

    private static string? MultiplexerName(TerminalMultiplexer multiplexer) => multiplexer switch
    {
        TerminalMultiplexer.Tmux => "tmux",
        TerminalMultiplexer.Screen => "screen",
        TerminalMultiplexer.Zellij => "Zellij",
        _ => null,
    };
}
