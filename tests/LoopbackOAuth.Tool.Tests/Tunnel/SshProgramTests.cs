using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class SshProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_program_on_the_path_is_it()
    {
        string file = Program("ssh", isExecutable: true);

        Assert.Equal(file, SshProgram.Find(given: null, string.Join(Path.PathSeparator, "/no/such/folder", _folder.FullName)));
        Assert.Equal(file, SshProgram.Find(file, path: null));
    }

    [Fact]
    public void Neither_a_folder_that_depends_on_where_the_user_is_nor_a_file_that_is_no_program_counts()
    {
        Program("ssh", isExecutable: false);
        string path = string.Join(Path.PathSeparator, "", ".", _folder.FullName);

        TunnelFailure failure = Assert.Throws<TunnelFailureException>(() => SshProgram.Find(given: null, path)).Failure;

        Assert.Equal("ssh_not_found", failure.Code);
        Assert.Contains("--manual-paste", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("ssh_not_found", Assert.Throws<TunnelFailureException>(() => SshProgram.Find("./ssh", path)).Failure.Code);
    }

    private string Program(string name, bool isExecutable)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Programs are told by their mode here.");
        string file = Path.Join(_folder.FullName, name);
        File.WriteAllText(file, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, isExecutable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        }

        return file;
    }
}
