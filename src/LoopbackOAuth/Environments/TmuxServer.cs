using System.Runtime.InteropServices;

namespace LoopbackOAuth.Environments;

/// <summary>
/// Asks tmux how its session was attached last. A client runs what a server tells it, so a socket of somebody else is
/// left alone.
/// </summary>
internal static partial class TmuxServer
{
    // By the group or by all, whatever else is forbidden them there. tmux gives its own folder to its user alone.
    private const int WritableByOthers = 0b010_010;

    private static readonly string[] Kept = ["SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"];

    /// <summary>What it says, or <see langword="null"/> when it gives no answer.</summary>
    /// <param name="tmux">The value of <c>TMUX</c>: the path of the socket, and more behind a comma.</param>
    public static IReadOnlyDictionary<string, string?>? Ask(string tmux)
    {
        string socket = tmux.Split(',')[0];
        return IsOurs(socket) ? Parse(BoundedProgram.Output("tmux", ["-S", socket, "show-environment"])) : null;
    }

    /// <summary>The lines <c>NAME=value</c> and <c>-NAME</c> for the variables that matter; <see langword="null"/> when there is none of them.</summary>
    internal static IReadOnlyDictionary<string, string?>? Parse(string? output)
    {
        Dictionary<string, string?>? variables = null;
        foreach (ReadOnlySpan<char> line in output.AsSpan().EnumerateLines())
        {
            foreach (string name in Kept)
            {
                if (line.Length == name.Length + 1 && line[0] == '-' && line[1..].SequenceEqual(name))
                {
                    (variables ??= new(StringComparer.Ordinal))[name] = null;
                }
                else if (line.Length > name.Length && line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] == '=')
                {
                    (variables ??= new(StringComparer.Ordinal))[name] = line[(name.Length + 1)..].ToString();
                }
            }
        }

        return variables;
    }

    /// <summary>Whether a socket is this user's, in a folder that nobody else but root can change.</summary>
    internal static bool IsOurs(string socket) => Attempt.To(
        () =>
        {
            uint user = GetEffectiveUserId();
            if (!socket.StartsWith('/') || Path.GetDirectoryName(socket) is not { Length: > 1 } folder)
            {
                return false;
            }

            // Without statx the name of the folder tells: tmux makes it for one user and refuses another's. A root
            // that is asked to believe a name alone asks nobody.
            return OperatingSystem.IsLinux()
                ? LibCStat.Stay(socket)?.Owner == user && LibCStat.Stay(folder) is { } place && (place.Owner == user || place.Owner == 0) && (place.Mode & WritableByOthers) == 0
                : user != 0 && folder.EndsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/tmux-{user}"), StringComparison.Ordinal);
        },
        fallback: false);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
