namespace LoopbackOAuth.Tool.Output;

/// <summary>How wide the columns of a table may be, so that no line of it is longer than the terminal.</summary>
internal static class TableFit
{
    /// <summary>The blanks between two columns.</summary>
    public const int Gap = 2;

    private const int Narrow = 6;

    /// <summary>Widths that fit: the widest columns give first, and all alike.</summary>
    /// <param name="natural">What each column would take.</param>
    /// <param name="isFixed">Which columns are worth nothing when they are cut.</param>
    /// <param name="total">The width of the terminal.</param>
    /// <returns>The widths. They are too wide together only when the fixed columns alone are.</returns>
    public static int[] Widths(int[] natural, bool[] isFixed, int total)
    {
        int[] widths = [.. natural];
        int excess = widths.Sum() + (Gap * (widths.Length - 1)) - total;
        foreach (int floor in (int[])[Narrow, 1])
        {
            while (excess > 0 && Widest(widths, isFixed, floor) is { } column)
            {
                widths[column]--;
                excess--;
            }
        }

        return widths;
    }

    private static int? Widest(int[] widths, bool[] isFixed, int floor)
    {
        int? widest = null;
        for (int column = 0; column < widths.Length; column++)
        {
            if (!isFixed[column] && widths[column] > floor && (widest is null || widths[column] > widths[widest.Value]))
            {
                widest = column;
            }
        }

        return widest;
    }
}
