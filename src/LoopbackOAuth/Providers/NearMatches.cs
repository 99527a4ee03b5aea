namespace LoopbackOAuth.Providers;

/// <summary>Finds the providers whose name somebody probably meant.</summary>
internal static class NearMatches
{
    private const int Most = 3;

    /// <summary>The ids of the providers that look like a text, best first, at most three.</summary>
    public static IReadOnlyList<string> Find(string text, IEnumerable<ProviderDefinition> providers)
    {
        // A text that no name could be mistyped into is not worth a comparison.
        if (text.Length is 0 or > ProviderName.MaximumLength)
        {
            return [];
        }

        return
        [
            .. providers
                .Select(provider => (provider.Id, Rank: provider.Aliases.Append(provider.Id).Min(name => Rank(text, name))))
                .Where(match => match.Rank < int.MaxValue)
                .OrderBy(match => match.Rank)
                .ThenBy(match => match.Id, StringComparer.Ordinal)
                .Take(Most)
                .Select(match => match.Id),
        ];
    }

    private static int Rank(string text, string name)
    {
        int bound = Math.Min(text.Length, name.Length) switch { <= 2 => 0, <= 5 => 1, _ => 2 };
        if (EditDistance(text, name) is var distance && distance <= bound)
        {
            return distance;
        }

        // Behind the slips come names that are not typed to their end ("xai"), then those with something appended ("spotify-oauth").
        if (text.Length >= 2 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase))
        {
            return 3;
        }

        return text.Length > name.Length && text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && text[name.Length] is '-' or '_' or '.'
            ? 4
            : int.MaxValue;
    }

    /// <summary>Damerau and Levenshtein's distance, each pair of neighbours swapped at most once.</summary>
    internal static int EditDistance(string left, string right)
    {
        int[,] distance = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
            {
                distance[row, column] = row == 0 || column == 0 ? row + column : Step(row, column);
            }
        }

        return distance[left.Length, right.Length];

        int Step(int row, int column)
        {
            int change = distance[row - 1, column - 1] + (Same(left[row - 1], right[column - 1]) ? 0 : 1);
            int best = Math.Min(change, 1 + Math.Min(distance[row - 1, column], distance[row, column - 1]));
            bool swapped = row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]);
            return swapped ? Math.Min(best, distance[row - 2, column - 2] + 1) : best;
        }
    }

    private static bool Same(char left, char right) =>
        left == right || (char.IsAsciiLetter(left) && char.IsAsciiLetter(right) && (left | 0x20) == (right | 0x20));
}
