using Xunit;
using Xunit.Sdk;

namespace LoopbackOAuth.Tests;

public sealed class VerifiedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_text_like_its_snapshot_passes_whatever_the_line_ends_and_clears_what_was_received()
    {
        Write("Name.verified.txt", "one\r\ntwo");
        Write("Name.received.txt", "old");

        Verified.Text("one\ntwo\n", _folder.FullName, "Name", accept: false);

        Assert.Equal(["Name.verified.txt"], Names());
    }

    [Fact]
    public void A_text_unlike_its_snapshot_fails_and_shows_the_first_line_that_differs()
    {
        Write("Name.verified.txt", "one\ntwo\n");

        var failure = Assert.ThrowsAny<XunitException>(() => Verified.Text("one\nthree", _folder.FullName, "Name", accept: false));

        Assert.Contains("line 2\n  - two\n  + three", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\nthree\n", Read("Name.received.txt"));
        Assert.Equal("one\ntwo\n", Read("Name.verified.txt"));
    }

    [Fact]
    public void Without_a_snapshot_it_fails_and_writes_what_was_received()
    {
        Assert.ThrowsAny<XunitException>(() => Verified.Text("one", _folder.FullName, "Name", accept: false));

        Assert.Equal(["Name.received.txt"], Names());
    }

    [Fact]
    public void Accepting_makes_the_text_the_snapshot()
    {
        Write("Name.verified.txt", "one");

        Verified.Text("two", _folder.FullName, "Name", accept: true);

        Assert.Equal("two\n", Read("Name.verified.txt"));
        Assert.Equal(["Name.verified.txt"], Names());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));

    private string[] Names() => [.. _folder.GetFiles().Select(file => file.Name)];
}
