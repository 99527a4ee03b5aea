using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Benchmarks.Reports;

/// <summary>Two columns and their ratio, as a table in Markdown.</summary>
internal static class ComparisonTable
{
    public static string Render(string title, string peer, IEnumerable<ComparisonRow> rows) => Render(title, peer, "LoopbackOAuth", rows);

    public static string Render(string title, string left, string right, IEnumerable<ComparisonRow> rows)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"### {title}\n\n| | {left} | {right} | ratio |\n|---|---|---|---|\n");
        foreach (ComparisonRow row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Left:0.00} | {row.Right:0.00} | {row.Right / row.Left:0.00} |\n");
        }

        return text.ToString();
    }
}
