namespace LoopbackOAuth.Environments;

/// <summary>Who called sudo, doas or su.</summary>
internal static class InvokingUser
{
    private static readonly string[] CallerVariables = ["SUDO_USER", "DOAS_USER"];

    /// <summary>Whether this process runs as somebody else than the user at the terminal.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="name">The user at the terminal, when the name is known and safe to show.</param>
    public static bool IsAnother(EnvironmentSnapshot snapshot, out string? name)
    {
        name = null;
        string? self = snapshot.IsRoot ? "root" : ShellSafeName.User(snapshot.Variables) ?? snapshot.UserName;
        bool isAnother = false;
        foreach (string variable in CallerVariables)
        {
            string caller = snapshot.Value(variable);
            if (snapshot.Has(variable) && caller != self)
            {
                isAnother = true;
                name ??= ShellSafeName.User(caller);
            }
        }

        // su says nothing, but without a dash it leaves root with the variables of the caller.
        string before = snapshot.Value("USER");
        if (!isAnother && IsRootBySu(snapshot) && before.Length > 0 && before != "root")
        {
            name = ShellSafeName.User(before);
        }

        return isAnother || snapshot.CameThroughSu;
    }

    /// <summary>Whether su made this process root, so that <c>USER</c> may still be the caller's.</summary>
    public static bool IsRootBySu(EnvironmentSnapshot snapshot) => snapshot.IsRoot && snapshot.CameThroughSu;
}
