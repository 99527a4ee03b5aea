namespace LoopbackOAuth.Tests.Tokens;

/// <summary>A real folder for one test, and the path of a store in it that is not there yet.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("loopback-oauth-tests-");

    internal string Root => _root.FullName;

    internal string Store => Path.Combine(Root, "tokens");

    public void Dispose() => _root.Delete(recursive: true);
}
