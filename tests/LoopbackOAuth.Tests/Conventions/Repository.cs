namespace LoopbackOAuth.Tests.Conventions;

/// <summary>The checkout that these tests were built from, found from where they run: paths in the assembly are mapped away.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj"];

    internal static string Root { get; } = FindRoot();

    /// <summary>The C# sources under a folder, written with forward slashes from the root, in order.</summary>
    internal static IReadOnlyList<string> Sources(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Built.Contains))
            .Order(StringComparer.Ordinal)];

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LoopbackOAuth.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No LoopbackOAuth.sln above {AppContext.BaseDirectory}.");
    }
}
