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

    /// <summary>Everything in the store, one file after the other.</summary>
    public string StoredText() => string.Concat(
        Directory.EnumerateFiles(StoreFolder, "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.UTF8)));

    /// <summary>Long opaque texts in the store: the tokens, whatever the files look like. The nonce is shown on purpose, in the authorization URL.</summary>
    public IReadOnlyList<string> StoredSecrets() => [.. LongText().Matches(StoredText()).Select(match => match.Groups[1].Value)];

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("(?<!\"nonce\": )\"([A-Za-z0-9_.~+-]{40,})\"", RegexOptions.None, 5000)]
    private static partial Regex LongText();
}
