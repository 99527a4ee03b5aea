using System.Text;

namespace LoopbackOAuth.Benchmarks.Peers;

/// <summary>What a reader made of a query, in the words of the table.</summary>
internal static class PeerAnswer
{
    private const int LongestShown = 24;

    /// <summary>The code and the error that a reader gives out.</summary>
    public static string Of(string? code, string? error) => (code, error) switch
    {
        (null, null) => "no code",
        (null, _) => $"error {Show(error)}",
        (_, null) => Show(code),
        _ => $"{Show(code)} and error {Show(error)}",
    };

    public static string Of(Exception exception) => $"throws `{exception.GetType().Name}`";

    public static string Show(string text)
    {
        if (text.Length == 0)
        {
            return "empty";
        }

        if (text.Length > LongestShown)
        {
            return $"{text.Length} characters";
        }

        StringBuilder shown = new();
        foreach (char character in text)
        {
            if (character is >= ' ' and <= '~')
            {
                shown.Append(character);
            }
            else
            {
                shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
        }

        return $"`{shown}`";
    }
}
