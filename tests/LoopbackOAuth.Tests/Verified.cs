using LoopbackOAuth.Tests.Conventions;
using Xunit;

namespace LoopbackOAuth.Tests;

/// <summary>
/// Snapshots by the convention of the Verify package: <c>Name.verified.txt</c> beside the test is what is expected,
/// <c>Name.received.txt</c> is what came instead. This is the one file to replace when the package is used.
/// </summary>
internal static class Verified
{
    /// <summary>Set to 1, it makes what is received the new expectation.</summary>
    internal const string AcceptVariable = "LOOPBACK_OAUTH_ACCEPT_SNAPSHOTS";

    /// <summary>Compares a text with the snapshot of the running test.</summary>
    /// <param name="actual">The text. Line ends and a missing last one make no difference.</param>
    /// <param name="name">The snapshot's name; without one, <c>Class.Method</c> of the test. A theory gives one for each row.</param>
    internal static void Text(string actual, string? name = null)
    {
        var (folder, test) = Place();
        Text(actual, Path.Combine(Repository.Root, "tests", folder), name ?? test, Environment.GetEnvironmentVariable(AcceptVariable) == "1");
    }

    /// <summary>Compares a text with the snapshot of a name in a folder.</summary>
    internal static void Text(string actual, string folder, string name, bool accept)
    {
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var text = Normalize(actual);
        if (accept)
        {
            File.WriteAllText(verified, text);
        }

        var expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(
            $"{name} differs from its snapshot: {FirstDifference(expected, text)}\n"
            + $"Compare {received} with {verified}. If the change is meant, run the test again with {AcceptVariable}=1.");
    }

    // LoopbackOAuth.Tests.Tokens.XTests lies in LoopbackOAuth.Tests/Tokens.
    private static (string Folder, string Test) Place()
    {
        var context = TestContext.Current;
        var type = context.TestClass?.TestClassName ?? throw new InvalidOperationException("A snapshot is compared inside a test.");
        var project = typeof(Verified).Assembly.GetName().Name!;
        var parts = type[(project.Length + 1)..].Split('.');
        return (Path.Combine([project, .. parts[..^1]]), $"{parts[^1].Replace('+', '.')}.{context.TestMethod!.MethodName}");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string FirstDifference(string? expected, string text)
    {
        if (expected is null)
        {
            return "there is none yet.";
        }

        var (old, now) = (expected.Split('\n'), text.Split('\n'));
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
        {
            line++;
        }

        return $"line {line + 1}\n  - {old.ElementAtOrDefault(line)}\n  + {now.ElementAtOrDefault(line)}";
    }
}
