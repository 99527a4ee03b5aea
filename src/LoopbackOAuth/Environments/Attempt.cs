namespace LoopbackOAuth.Environments;

/// <summary>Looks at something that may not be there.</summary>
internal static class Attempt
{
    /// <summary>The answer, or a fallback when there is none.</summary>
    public static T To<T>(Func<T> read, T fallback)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // A sign that cannot be read is an absent sign, whatever the reason: looking around never ends a sign-in.
        catch (Exception)
#pragma warning restore CA1031
        {
            return fallback;
        }
    }
}
