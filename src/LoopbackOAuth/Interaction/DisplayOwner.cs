using System.Globalization;
using System.Runtime.Versioning;
using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>Finds out whether the graphical session that the environment names belongs to another user than root.</summary>
[SupportedOSPlatform("linux")]
internal static class DisplayOwner
{
    /// <summary>The files that belong to a session, as far as the environment names them.</summary>
    public static IEnumerable<string> Files(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.GetValueOrDefault("XAUTHORITY") is { Length: > 0 } authority)
        {
            yield return authority;
        }

        string runtime = variables.GetValueOrDefault("XDG_RUNTIME_DIR") ?? string.Empty;
        if (runtime.Length > 0)
        {
            yield return runtime;
        }

        if (variables.GetValueOrDefault("WAYLAND_DISPLAY") is { Length: > 0 } wayland)
        {
            yield return Path.Join(wayland[0] == '/' ? string.Empty : runtime, wayland);
        }

        // :0 and :0.0 are of this computer; with a host before the colon it is a forwarded one, which has no file.
        if (variables.GetValueOrDefault("DISPLAY") is { Length: > 1 } display
            && display[0] == ':'
            && int.TryParse(display[1..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            yield return $"/tmp/.X11-unix/X{number.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>Whether one of the files is another user's than root's.</summary>
    public static bool IsAnotherUser(IReadOnlyDictionary<string, string> variables) => Files(variables).Any(file => LibCStat.Follow(file)?.Owner is > 0);
}
