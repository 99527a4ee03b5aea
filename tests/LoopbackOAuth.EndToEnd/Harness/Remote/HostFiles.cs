using System.Text.Json;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>The files of the hosts, under one temporary folder that goes away with them.</summary>
internal sealed class HostFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Executable = OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The folder with the tool comes first, so that its name alone starts it.</summary>
    public const string SearchPath = "/srv/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private readonly TestCertificates _certificates;
    private readonly (string Secret, string Public) _userKey;
    private readonly (string Secret, string Public) _hostKey;

    private HostFiles(string folder, TestCertificates certificates, (string Secret, string Public) userKey, (string Secret, string Public) hostKey)
    {
        Folder = folder;
        _certificates = certificates;
        _userKey = userKey;
        _hostKey = hostKey;
    }

    public string Folder { get; }

    public string ServerCertificate => Path.Combine(Folder, "auth", "server.pem");

    public string ServerKey => Path.Combine(Folder, "auth", "server.key");

    public static async Task<HostFiles> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("loopback-oauth-hosts-").FullName;
        var certificates = TestCertificates.Create(HostAddresses.AuthorizationServer, HostAddresses.LinkServer, HostAddresses.Xai, HostAddresses.XaiAccounts);
        var files = new HostFiles(folder, certificates, await NewKeyAsync(folder, "user_key"), await NewKeyAsync(folder, "host_key"));
        return files;
    }

    public void WriteServerCertificate()
    {
        Write(ServerCertificate, _certificates.ServerPem);
        Write(ServerKey, _certificates.ServerKeyPem, OwnerOnly);
    }

    /// <summary>Writes a new file that has its mode from the start.</summary>
    public static void Write(string path, string text, UnixFileMode mode = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes the files of one host.</summary>
    public string Host(string name)
    {
        var folder = Path.Combine(Folder, name);
        HostUser[] users = name switch
        {
            "laptop" => [HostUser.Ada],
            "auth" => [],
            _ => [HostUser.Alice, HostUser.Bob],
        };
        foreach (var empty in (string[])["mount", "home"])
        {
            Directory.CreateDirectory(Path.Combine(folder, empty));
        }

        WriteEtc(folder, name, users);
        Write($"{folder}/srv/etc/ca.pem", _certificates.AuthorityPem);
        Write($"{folder}/srv/etc/policy.json", JsonSerializer.Serialize(new { CACertificates = (string[])[_certificates.AuthorityBase64] }));
        Write($"{folder}/srv/bin/loopback-oauth", "#!/bin/sh\nexec /srv/dotnet/dotnet /srv/tool/" + Path.GetFileName(ToolProcess.AssemblyPath) + " \"$@\"\n", Executable);
        foreach (var user in users)
        {
            WriteHome($"{folder}/home/{user.Name}", isLaptop: name == "laptop");
        }

        if (name is not ("laptop" or "auth"))
        {
            Write($"{folder}/srv/etc/host_key", _hostKey.Secret, OwnerOnly);
            Write($"{folder}/srv/etc/sshd_config", SshdConfiguration);
        }

        return folder;
    }

    private static string SshdConfiguration => $"""
        Port 22
        Port {HostAddresses.OtherSshPort}
        HostKey /srv/etc/host_key
        PidFile none
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        AllowTcpForwarding yes
        UseDNS no
        PrintMotd no
        PrintLastLog no
        MaxStartups 100
        SetEnv PATH={SearchPath} LANG=C.UTF-8

        """;

    private static async Task<(string Secret, string Public)> NewKeyAsync(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        (await HostProcess.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path])).ShouldExitWith(0);
        var key = (await File.ReadAllTextAsync(path), await File.ReadAllTextAsync(path + ".pub"));
        File.Delete(path);
        File.Delete(path + ".pub");
        return key;
    }

    private static void WriteEtc(string folder, string name, HostUser[] users)
    {
        var system = "root:x:0:0:root:/root:/bin/bash\nsshd:x:102:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n";
        Write($"{folder}/etc/passwd", system + string.Concat(users.Select(user => $"{user.Name}:x:{user.Id}:{user.Id}::{user.Home}:/bin/bash\n")));
        Write($"{folder}/etc/group", "root:x:0:\ntty:x:5:\nshadow:x:42:\nnogroup:x:65534:\n" + string.Concat(users.Select(user => $"{user.Name}:x:{user.Id}:\n")));
        Write($"{folder}/etc/shadow", "root:*:20000:0:99999:7:::\n" + string.Concat(users.Select(user => $"{user.Name}:*:20000:0:99999:7:::\n")), OwnerOnly);
        Write($"{folder}/etc/hosts", HostAddresses.HostsFile(name));
        Write($"{folder}/etc/hostname", name + "\n");

        // Nobody to ask: what is not in the hosts file is unknown at once.
        Write($"{folder}/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files\nservices: files\n");
        Write($"{folder}/etc/resolv.conf", "");
        Write($"{folder}/etc/sudoers", $"Defaults env_reset, secure_path=\"{SearchPath}\"\nroot ALL=(ALL:ALL) ALL\nalice ALL=(ALL:ALL) NOPASSWD: ALL\n", UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    private void WriteHome(string home, bool isLaptop)
    {
        // A login shell starts with the system's search path.
        Write($"{home}/.profile", $"PATH={SearchPath}\nPS1='$ '\n");
        Write($"{home}/.bashrc", "PS1='$ '\n");
        Write($"{home}/.ssh/authorized_keys", _userKey.Public);
        if (isLaptop)
        {
            Write($"{home}/.ssh/id_ed25519", _userKey.Secret, OwnerOnly);
            Write($"{home}/.ssh/known_hosts", $"* {_hostKey.Public}");
            Write($"{home}/.ssh/config", "Host shared\n    HostName remote\n    ControlPath ~/.ssh/master\n");
        }
    }
}
