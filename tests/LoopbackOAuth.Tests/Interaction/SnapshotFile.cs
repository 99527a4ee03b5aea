using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>Compares a text with <c>Snapshots/&lt;name&gt;.verified.txt</c> beside the test, after the convention of Verify.</summary>
internal static class SnapshotFile
{
    private const string AcceptVariable = "LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS";

    public static void Matches(string actual, string name)
    {
        string folder = Path.Combine(Root(), "tests", "LoopbackOAuth.Tests", "Interaction", "Snapshots");
        string verified = Path.Combine(folder, name + ".verified.txt");
        string received = Path.Combine(folder, name + ".received.txt");
        string text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(verified, text);
            return;
        }

        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : string.Empty;
        if (expected != text)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(received, text);
        }

        Assert.Equal(expected, text);
        File.Delete(received);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LoopbackOAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The folder with LoopbackOAuth.sln was not found.");
    }
}
