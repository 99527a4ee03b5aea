using Xunit;

namespace LoopbackOAuth.Tests.Providers;

/// <summary>The page about providers, as the tests read it and, when asked to, rewrite its table.</summary>
internal static class ProviderGuide
{
    public static string File { get; } = Path.Combine(Root(), "docs", "providers.md");

    public static string Read() => System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");

    /// <summary>The text of the first code block of a language.</summary>
    public static string CodeBlock(string language) => Between(Read(), $"```{language}\n", "```");

    public static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        Assert.True(from >= start.Length, $"docs/providers.md has no {start.Trim()}.");
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"docs/providers.md has no {end} after {start.Trim()}.");
        return text[from..to];
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "LoopbackOAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds LoopbackOAuth.sln.");
    }
}
