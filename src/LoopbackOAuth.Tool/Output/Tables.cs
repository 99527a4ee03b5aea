using System.Text;
using Spectre.Console;

namespace LoopbackOAuth.Tool.Output;

/// <summary>A table on a terminal, where it fits, and whole tab-separated lines in a pipe.</summary>
internal static class Tables
{
    private const int UsualWidth = 80;
    private const string UsualScheme = "https://";

    /// <param name="headers">The names of the columns, for a terminal. A name that begins with <c>!</c> is of a column that is never cut.</param>
    /// <param name="rows">The cells, which may hold anything.</param>
    public static void Print(string[] headers, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            Lines(rows);
        }
        else
        {
            Fitted(headers, [.. rows], TerminalWidth());
        }
    }

    /// <summary>Tab-separated lines, which nothing is cut from.</summary>
    public static void Lines(IEnumerable<string[]> rows)
    {
        foreach (string[] row in rows)
        {
            Console.Out.WriteLine(string.Join('\t', row.Select(Terminal.Clean)));
        }
    }

    /// <summary>An address where room is scarce: without the scheme that nearly all have.</summary>
    public static string Brief(string address) =>
        !Console.IsOutputRedirected && address.StartsWith(UsualScheme, StringComparison.Ordinal) ? address[UsualScheme.Length..] : address;

    /// <summary>The width of the terminal that standard output is.</summary>
    public static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }

    /// <summary>Cuts the cells to columns that fit.</summary>
    internal static string[][] Fit(string[] headers, string[][] rows, int width, string ellipsis)
    {
        string[][] all = [[.. headers.Select(header => header.TrimStart('!'))], .. rows.Select(row => row.Select(Terminal.Clean).ToArray())];
        int[] natural = [.. headers.Select((_, column) => all.Max(row => CellWidth.Of(row[column])))];
        int[] widths = TableFit.Widths(natural, [.. headers.Select(header => header is ['!', ..])], width);
        return [.. all.Select(row => row.Select((cell, column) => CellWidth.CutMiddle(cell, widths[column], ellipsis)).ToArray())];
    }

    private static void Fitted(string[] headers, string[][] rows, int width)
    {
        string[][] cells = Fit(headers, rows, width, Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage ? "\u2026" : "...");
        Table table = new() { Border = TableBorder.None };
        for (int column = 0; column < headers.Length; column++)
        {
            table.AddColumn(new TableColumn(new Text(cells[0][column])) { Padding = new Padding(0, 0, column == headers.Length - 1 ? 0 : TableFit.Gap, 0), NoWrap = true });
        }

        foreach (string[] row in cells.Skip(1))
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        AnsiConsole.Write(table);
    }
}
