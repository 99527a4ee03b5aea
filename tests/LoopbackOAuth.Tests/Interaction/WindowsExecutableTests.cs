using LoopbackOAuth.Interaction;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

public sealed class WindowsExecutableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("programs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Invariant", "9")]
    public void No_shell_sees_the_url_by_way_of_a_batch_file()
    {
        string browser = Path.Combine(_folder.FullName, "browser.exe");
        foreach (string name in (string[])["browser.exe", "helper.cmd", "helper.bat"])
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name), "");
        }

        string path = $"relative;;{_folder.FullName}";
        Assert.Equal(browser, WindowsExecutable.Find("browser", path));
        Assert.Equal(browser, WindowsExecutable.Find("browser.exe", path));
        Assert.Equal(browser, WindowsExecutable.Find(browser, null));
        Assert.Equal(browser, WindowsExecutable.Find(browser[..^4], null));
        Assert.Null(WindowsExecutable.Find("helper", path));
        Assert.Null(WindowsExecutable.Find("helper.cmd", path));
        Assert.Null(WindowsExecutable.Find(Path.Combine(_folder.FullName, "helper.bat"), path));
        Assert.Null(WindowsExecutable.Find("browser", "relative"));
        Assert.Null(WindowsExecutable.Find("./browser", path));
        Assert.Null(WindowsExecutable.Find("browser", null));
    }
}
