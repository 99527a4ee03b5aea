using System.Text.Json;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>How a run of the tool ended and everything it wrote.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as exactly one JSON object: anything before or after it fails.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            return document.RootElement.Clone();
        }
    }

    public ToolResult ShouldExitWith(int code)
    {
        Assert.True(code == ExitCode, $"Expected exit code {code}, got {ExitCode}.\n--- standard error\n{Error}\n--- standard output\n{Output}");
        return this;
    }

    /// <summary>What a pipe gets is plain text.</summary>
    public ToolResult ShouldBePlain()
    {
        Assert.DoesNotContain('\e', Output);
        Assert.DoesNotContain('\e', Error);
        return this;
    }

    public ToolResult ShouldNotContain(IEnumerable<string> secrets)
    {
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, Error, StringComparison.Ordinal);
        });
        return this;
    }
}
