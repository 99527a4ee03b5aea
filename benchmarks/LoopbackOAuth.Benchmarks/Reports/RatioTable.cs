using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>Measurements as a table in Markdown, in the form of <c>docs/performance.md</c>.</summary>
internal static class RatioTable
{
    /// <summary>The category of the benchmark that the second ratio is taken to.</summary>
    public const string Reference = "reference";

    public static string Render(string title, IReadOnlyList<Measurement> rows)
    {
        Measurement baseline = rows.Single(row => row.IsBaseline);
        Measurement? reference = rows.SingleOrDefault(row => row.IsReference && !row.IsBaseline);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"### {title}\n\n| | ns | B | times \"{baseline.Name}\" |");
        text.Append(reference is null ? "\n" : $" times \"{reference.Name}\" |\n");
        text.Append(reference is null ? "|---|---|---|---|\n" : "|---|---|---|---|---|\n");
        foreach (Measurement row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Nanoseconds:0.0} | {row.Bytes} | {row.Nanoseconds / baseline.Nanoseconds:0.00} |");
            text.Append(reference is null ? "\n" : string.Create(CultureInfo.InvariantCulture, $" {row.Nanoseconds / reference.Nanoseconds:0.00} |\n"));
        }

        return text.ToString();
    }
}
