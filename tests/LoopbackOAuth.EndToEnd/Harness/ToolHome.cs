using System.Text;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>A user's home folder for one test, and the environment of the processes that run in it.</summary>
internal sealed partial class ToolHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-home-");

    public ToolHome()
    {
        Variables = new(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = _folder.FullName,
            ["TMPDIR"] = _folder.FullName,
            ["LANG"] = "C.UTF-8",
            ["LOOPBACK_OAUTH_HOME"] = StoreFolder,
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        foreach (var name in (string[])["DOTNET_ROOT", "SystemRoot"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                Variables[name] = value;
            }
        }
    }

    public string Folder => _folder.FullName;

    public string StoreFolder => Path.Combine(_folder.FullName, "store");

    /// <summary>The whole environment: nothing else of this process's environment reaches the tool.</summary>
    public Dictionary<string, string> Variables { get; }

    /// <summary>Long opaque texts in the store: the tokens, whatever the files look like.</summary>
    public IReadOnlyList<string> StoredSecrets()
    {
        var secrets = new List<string>();
        foreach (var file in Directory.EnumerateFiles(StoreFolder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file, Encoding.UTF8);
            secrets.AddRange(LongText().Matches(text).Select(match => match.Groups[1].Value));
        }

        return secrets;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("\"([A-Za-z0-9_.~+-]{40,})\"", RegexOptions.None, 5000)]
    private static partial Regex LongText();
}
