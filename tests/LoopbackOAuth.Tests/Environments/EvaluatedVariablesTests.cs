using System.Collections;
using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EvaluatedVariablesTests
{
    [Fact]
    public void The_list_names_what_the_verdict_looks_at_and_nothing_else()
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        foreach (HostPlatform platform in Enum.GetValues<HostPlatform>())
        {
            // A variable that is asked for only when another is set, or is not, or is a forwarded display, is asked for in one of these worlds.
            foreach (string? value in (string?[])[null, "", "1", "localhost:10", "/"])
            {
                EnvironmentSnapshot snapshot = World.Of(platform, "") with { Variables = new Recording(asked, value) };
                EnvironmentProbe.Evaluate(snapshot);
                FurtherEvidence.IsOpen(snapshot);
                foreach (string id in EnvironmentExamples.Ids)
                {
                    WorkspaceNames.Of(id, snapshot);
                    WorkspaceNames.Namespace(id, snapshot);
                }
            }
        }

        // The login session is looked up in files, which no unit test reads.
        asked.Add("XDG_SESSION_ID");
        Assert.Equal(asked.Order(StringComparer.Ordinal), EvaluatedVariables.Names);
    }

    [Fact]
    public void The_default_probe_sees_each_of_them()
    {
        foreach (string name in EvaluatedVariables.Names)
        {
            string? before = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, "seen");
            try
            {
                Assert.Equal("seen", EnvironmentSnapshot.CaptureForEvaluation().Variables[name]);
            }
            finally
            {
                Environment.SetEnvironmentVariable(name, before);
            }
        }
    }

    /// <summary>Gives every variable one value, and notes which were asked for.</summary>
    private sealed class Recording(HashSet<string> asked, string? value) : IReadOnlyDictionary<string, string>
    {
        public int Count => throw new NotSupportedException();

        public IEnumerable<string> Keys => throw new NotSupportedException();

        public IEnumerable<string> Values => throw new NotSupportedException();

        public string this[string key] => TryGetValue(key, out string? found) ? found : throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string found)
        {
            asked.Add(key);
            found = value;
            return value is not null;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }
}
