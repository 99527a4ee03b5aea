using System.Globalization;

namespace LoopbackOAuth.Environments;

/// <summary>The names of the processes that this one descends from, by <c>/proc</c>.</summary>
internal static class ProcessAncestors
{
    private const int Most = 32;

    /// <summary>The names, the nearest first, up to 32 of them; as many as can be read.</summary>
    public static IReadOnlyList<string> Read() => Read("/proc");

    /// <summary>The same below another folder.</summary>
    internal static IReadOnlyList<string> Read(string proc)
    {
        List<string> names = [];
        string? process = "self";
        for (int step = 0; step <= Most && process is not null; step++)
        {
            if (!TryParse(SmallFile.Read($"{proc}/{process}/stat"), out string? name, out int parent))
            {
                break;
            }

            if (step > 0)
            {
                names.Add(name);
            }

            process = parent > 0 ? parent.ToString(CultureInfo.InvariantCulture) : null;
        }

        return names;
    }

    /// <summary>Takes name and parent from a line of <c>stat</c>. The name is in brackets and may hold brackets and blanks itself, so the last one ends it.</summary>
    internal static bool TryParse(string? stat, out string name, out int parent)
    {
        name = "";
        parent = 0;
        int open = stat?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        int close = stat?.LastIndexOf(')') ?? -1;
        if (open < 0 || close <= open)
        {
            return false;
        }

        // Behind the name: the state, then the parent.
        string[] fields = stat![(close + 1)..].Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        name = stat[(open + 1)..close];
        return fields.Length >= 2 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out parent);
    }
}
