using System.CommandLine;
using LoopbackOAuth.Tool.Demo;

namespace LoopbackOAuth.Tool.Commands;

/// <summary><c>demo</c>: a sign-in to watch, with everything it needs inside this process.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        Command command = new("demo", "Watch a sign-in happen, against an authorization server inside this process.");
        command.SetAction((_, cancellationToken) => DemoRun.RunAsync(Console.Out, cancellationToken));
        return command;
    }
}
