namespace LoopbackOAuth.Environments;

/// <summary>Reads what the user asked for: <c>LOOPBACK_OAUTH_MODE</c>, which is more exact, before <c>NO_BROWSER</c>, which other programs read, too.</summary>
internal static class SignInPreferenceVariables
{
    public const string Mode = "LOOPBACK_OAUTH_MODE";
    public const string NoBrowser = "NO_BROWSER";

    /// <summary>What is asked for. <c>auto</c> says nothing.</summary>
    public static SignInPreference Read(EnvironmentSnapshot snapshot)
    {
        bool noBrowser = snapshot.Has(NoBrowser);
        ReadOnlySpan<char> mode = snapshot.Value(Mode).AsSpan().Trim();
        return mode switch
        {
            _ when mode.IsEmpty || Is(mode, "auto") => noBrowser ? SignInPreference.NoBrowser : SignInPreference.None,
            _ when Is(mode, "browser") => SignInPreference.Browser,
            _ when Is(mode, "no-browser") => SignInPreference.NoBrowser,
            _ when Is(mode, "paste") => SignInPreference.ManualPaste,
            _ => SignInPreference.Invalid,
        };
    }

    private static bool Is(ReadOnlySpan<char> mode, string name) => mode.Equals(name, StringComparison.OrdinalIgnoreCase);
}
