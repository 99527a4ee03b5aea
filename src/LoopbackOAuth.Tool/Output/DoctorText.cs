namespace LoopbackOAuth.Tool.Output;

/// <summary>The findings for people: state, check, and what was found, wrapped to the terminal.</summary>
internal static class DoctorText
{
    private const int StateWidth = 9;
    private const int CheckWidth = 15;
    private const int LeastText = 30;

    /// <summary>The lines, each with the part that has a colour.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="width">The width of the terminal.</param>
    public static IEnumerable<(string State, string Text)> Of(IReadOnlyList<DoctorFinding> findings, int width)
    {
        string? last = null;
        foreach (DoctorFinding finding in findings)
        {
            string name = finding.Check == last ? "" : finding.Check;
            last = finding.Check;
            string text = finding.Remedy is null ? finding.Cause : $"{finding.Cause} {finding.Remedy}";
            bool isFirst = true;
            foreach (string line in WordWrap.Lines(text, Math.Max(LeastText, width - StateWidth - CheckWidth - 1)))
            {
                yield return isFirst
                    ? (finding.State.PadRight(StateWidth), name.PadRight(CheckWidth) + line)
                    : ("", new string(' ', StateWidth + CheckWidth) + line);
                isFirst = false;
            }
        }
    }

    /// <summary>One line at the end: how many there are of what needs a look.</summary>
    public static string Summary(IReadOnlyList<DoctorFinding> findings)
    {
        int failed = findings.Count(finding => finding.State == "fail");
        int warned = findings.Count(finding => finding.State == "warn");
        return (failed, warned) is (0, 0) ? "All is well." : $"{Count(failed, "failure")}, {Count(warned, "warning")}.";
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
