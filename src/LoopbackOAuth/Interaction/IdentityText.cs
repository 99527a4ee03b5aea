using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>The words about whose tokens they will be, where that is not whoever sits at the keyboard.</summary>
internal static class IdentityText
{
    private const string Unknown = "another user";

    public static string? Of(HostEnvironment environment) => Names(environment) is var (runs, called)
        ? $"This runs as {runs}: the tokens go to the home of {runs}, not to that of {called}."
        : null;

    public static string? AfterSuccess(HostEnvironment environment) => Names(environment) is var (runs, called)
        ? $"The tokens are in the home of {runs}, not in that of {called}."
        : null;

    private static (string Runs, string Called)? Names(HostEnvironment environment)
    {
        string? called = ShellSafeName.User(environment.InvokingUser);
        string? runs = ShellSafeName.User(environment.UserName);
        return called is null || called == runs ? null : (runs ?? Unknown, called);
    }
}
