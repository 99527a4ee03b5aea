namespace LoopbackOAuth.Environments;

/// <summary>What systemd's login manager has written about sessions. Its files are read; the manager is not asked.</summary>
internal static class LoginSession
{
    private const string Folder = "/run/systemd/sessions";
    private const int MostSessions = 64;

    /// <summary>Whether the session of this process was opened from another host; <see langword="null"/> when it is in none.</summary>
    /// <param name="sessionVariable">The value of <c>XDG_SESSION_ID</c>, which sudo removes.</param>
    public static bool? IsRemote(string sessionVariable) =>
        (IdOf(SmallFile.Read("/proc/self/cgroup")) ?? Safe(sessionVariable)) is { } id ? IsRemoteText(SmallFile.Read($"{Folder}/{id}")) : null;

    /// <summary>Whether any session was; <see langword="null"/> when there is no login manager here.</summary>
    public static bool? AnyIsRemote() => AnyIsRemote(Folder);

    /// <summary>The same for another folder.</summary>
    internal static bool? AnyIsRemote(string folder) => Attempt.To<bool?>(
        () =>
        {
            int known = 0;
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                // Beside each file there is a pipe with a name that ends in .ref; reading from it would wait.
                if (file.EndsWith(".ref", StringComparison.Ordinal))
                {
                    continue;
                }

                if (++known > MostSessions || IsRemoteText(SmallFile.Read(file)) is not { } isRemote)
                {
                    return null;
                }

                if (isRemote)
                {
                    return true;
                }
            }

            return known > 0 ? false : null;
        },
        null);

    /// <summary>What a session's file says. A graphical session is not remote in this sense: its display is where it is.</summary>
    internal static bool? IsRemoteText(string? session) => SmallFile.ValueOf(session, "REMOTE") switch
    {
        "1" => SmallFile.ValueOf(session, "TYPE") is not ("x11" or "wayland" or "mir"),
        "0" => false,
        _ => null,
    };

    /// <summary>The id in a path such as <c>/user.slice/user-1000.slice/session-3.scope</c>.</summary>
    internal static string? IdOf(string? cgroup)
    {
        const string Start = "/session-";
        const string End = ".scope";
        int start = cgroup?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = cgroup.AsSpan(start + Start.Length);
        int end = rest.IndexOf(End, StringComparison.Ordinal);
        return end < 0 ? null : Safe(rest[..end].ToString());
    }

    // Becomes a part of a path: letters and digits only.
    private static string? Safe(string id)
    {
        foreach (char character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return null;
            }
        }

        return id.Length is > 0 and <= 32 ? id : null;
    }
}
