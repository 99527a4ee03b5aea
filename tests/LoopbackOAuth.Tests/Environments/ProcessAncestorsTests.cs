using System.Globalization;
using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class ProcessAncestorsTests
{
    [Theory]
    [InlineData("7 (bash) S 6 7 7 34816 7", "bash", 6)]
    [InlineData("7 (tmux: server) S 1 7", "tmux: server", 1)]
    [InlineData("7 (a) b) (c) S 12 7", "a) b) (c", 12)]
    [InlineData("1 (systemd) S 0 1", "systemd", 0)]
    public void Name_and_parent_are_read_whatever_the_name_holds(string stat, string name, int parent)
    {
        Assert.True(ProcessAncestors.TryParse(stat, out string actualName, out int actualParent));
        Assert.Equal((name, parent), (actualName, actualParent));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7 bash S 6")]
    [InlineData("7 )bash( S 6")]
    [InlineData("7 (bash)")]
    [InlineData("7 (bash) S")]
    [InlineData("7 (bash) S x")]
    [InlineData("7 (bash) S -1")]
    [InlineData("7 (bash) S 99999999999")]
    public void Anything_else_ends_the_walk(string? stat) => Assert.False(ProcessAncestors.TryParse(stat, out _, out _));

    [Fact]
    public void The_walk_goes_up_to_the_first_process()
    {
        using Proc proc = new(("self", "9 (tool) S 8 9"), ("8", "8 (bash) S 3 8"), ("3", "3 (sshd) S 1 3"), ("1", "1 (systemd) S 0 1"));

        Assert.Equal(["bash", "sshd", "systemd"], ProcessAncestors.Read(proc.Folder));
    }

    [Fact]
    public void The_walk_ends_where_nothing_can_be_read()
    {
        using Proc proc = new(("self", "9 (tool) S 8 9"), ("8", "8 (bash) S 3 8"));

        Assert.Equal(["bash"], ProcessAncestors.Read(proc.Folder));
        Assert.Empty(ProcessAncestors.Read(proc.Folder + "/none"));
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void The_walk_is_finite_even_in_a_circle()
    {
        using Proc proc = new(("self", "9 (tool) S 8 9"), ("8", "8 (bash) S 8 8"));

        Assert.Equal(32, ProcessAncestors.Read(proc.Folder).Count);
    }

    [Fact]
    public void The_real_walk_never_throws() => Assert.All(ProcessAncestors.Read(), name => Assert.InRange(name.Length, 1, 64));

    /// <summary>A folder that looks like <c>/proc</c>.</summary>
    private sealed class Proc : IDisposable
    {
        public Proc(params (string Process, string Stat)[] processes)
        {
            foreach ((string process, string stat) in processes)
            {
                Directory.CreateDirectory(Path.Combine(Folder, process));
                File.WriteAllText(Path.Combine(Folder, process, "stat"), string.Create(CultureInfo.InvariantCulture, $"{stat}\n"));
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("proc-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
