using Spectre.Console;

namespace LoopbackOAuth.Tool.Output;

/// <summary>A table on a terminal, tab-separated lines in a pipe.</summary>
internal static class Tables
{
    public static void Print(string[] headers, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (string[] row in rows)
            {
                Console.Out.WriteLine(string.Join('\t', row.Select(Terminal.Clean)));
            }

            return;
        }

        Table table = new() { Border = TableBorder.None };
        foreach (string header in headers)
        {
            table.AddColumn(new TableColumn(Markup.Escape(header)) { Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(Terminal.Clean(cell)))]);
        }

        AnsiConsole.Write(table);
    }
}
