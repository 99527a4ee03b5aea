namespace LoopbackOAuth.Environments;

/// <summary>
/// Who called sudo, doas, pkexec or su. The probe and the launcher of browsers both ask here, so that no plan opens a
/// browser that the launcher then refuses to start.
/// </summary>
internal static class InvokingUser
{
    private const string Root = "root";

    private static readonly string[] CallerVariables = ["SUDO_USER", "DOAS_USER"];

    // su leaves these as they were when it makes a root of somebody, and sudo does not.
    private static readonly string[] NameVariables = ["USER", "LOGNAME"];

    /// <summary>Whether this process runs as somebody else than the user at the terminal.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="name">The user at the terminal, when the name is known and safe to show.</param>
    public static bool IsAnother(EnvironmentSnapshot snapshot, out string? name)
    {
        string? self = snapshot.IsRoot ? Root : ShellSafeName.User(snapshot.Variables) ?? snapshot.UserName;
        return IsAnother(snapshot.Value, self, out name) | snapshot.CameThroughSu;
    }

    /// <summary>Whether variables say that there is another user behind this process.</summary>
    /// <param name="snapshot">What was seen.</param>
    public static bool IsNamed(EnvironmentSnapshot snapshot)
    {
        // Who asks has not looked at the ancestors yet. Any caller's variable is enough, also one that names this user.
        bool isCalled = snapshot.Has("PKEXEC_UID");
        foreach (string variable in CallerVariables)
        {
            isCalled |= snapshot.Has(variable);
        }

        return isCalled | (snapshot.IsRoot && IsAnother(snapshot.Value, Root, out _));
    }

    /// <summary>Whether variables say that the user of this process is not the one who started it.</summary>
    /// <param name="value">The value of a variable; empty when it is not set.</param>
    /// <param name="self">The user this process runs as; <c>root</c> for root, whatever its name.</param>
    /// <param name="name">The one who started it, when the name is known and safe to show.</param>
    public static bool IsAnother(Func<string, string> value, string? self, out string? name)
    {
        name = null;
        bool isAnother = false;
        foreach (string variable in CallerVariables)
        {
            Consider(value(variable), self, ref isAnother, ref name);
        }

        // pkexec gives a number. Without a name to compare only root's own is known.
        string number = value("PKEXEC_UID");
        isAnother |= number.Length > 0 && !(self == Root && number == "0");
        foreach (string variable in NameVariables)
        {
            string before = value(variable);
            if (self == Root && !isAnother)
            {
                Consider(before, self, ref isAnother, ref name);
            }
        }

        return isAnother;
    }

    private static void Consider(string caller, string? self, ref bool isAnother, ref string? name)
    {
        if (caller.Length > 0 && caller != self)
        {
            isAnother = true;
            name ??= ShellSafeName.User(caller);
        }
    }
}
