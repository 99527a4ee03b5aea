using System.Diagnostics;
using System.Globalization;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>
/// A host of the kernel's own making, with a loopback interface of its own and the sshd of this machine, to which ssh comes through a
/// <c>ProxyCommand</c>. Nothing of the machine changes, and all of it goes with the first process.
/// </summary>
internal sealed class SshHost : IDisposable
{
    private const string Daemon = "/usr/sbin/sshd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-ssh-");
    private readonly Process _first;

    private SshHost()
    {
        Make("host-key");
        Make("key");
        File.Copy(Place("key.pub"), Place("authorized"));
        File.WriteAllText(Place("sshd_config"), $"""
            HostKey {Place("host-key")}
            AuthorizedKeysFile {Place("authorized")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            """);

        // sshd wants a folder that a machine has only when its own sshd runs.
        _first = Start("unshare", "--net", "--mount", "--", "sh", "-c", "ip link set lo up && mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && echo ready && exec cat");
        if (_first.StandardOutput.ReadLine() is not "ready")
        {
            throw new InvalidOperationException("The host did not start.");
        }

        File.WriteAllText(Place("connect"), $"""
            #!/bin/sh
            echo $$ >> {Place("connections")}
            exec {string.Join(' ', Enter(Daemon, "-i", "-f", Place("sshd_config")))}
            """);
        File.WriteAllText(Place("connections"), "");
    }

    /// <summary>What stands before the destination so that ssh finds the host.</summary>
    public string[] Options =>
    [
        "-F", "none", "-i", Place("key"),
        "-o", $"ProxyCommand=sh {Place("connect")}",
        "-o", $"UserKnownHostsFile={Place("known-hosts")}",
        "-o", "StrictHostKeyChecking=accept-new",
        "-o", "IdentityAgent=none",
    ];

    public static SshHost Create()
    {
        Requirements.LinuxRoot();
        Requirements.File(Daemon);
        foreach (var program in (string[])["ssh", "ssh-keygen", "unshare", "nsenter", "ip", "mount"])
        {
            Requirements.Program(program);
        }

        return new();
    }

    /// <summary>The words that run a program on the host.</summary>
    public string[] Enter(params string[] program) =>
        ["nsenter", "-t", _first.Id.ToString(CultureInfo.InvariantCulture), "-n", "-m", "--", .. program];

    /// <summary>Nobody may log in any more.</summary>
    public void ForgetKeys() => File.WriteAllText(Place("authorized"), "");

    /// <summary>Cuts every connection that is there, as a change of networks does.</summary>
    public void CutConnections()
    {
        foreach (var line in File.ReadAllLines(Place("connections")))
        {
            try
            {
                using var connection = Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture));
                connection.Kill();
            }
            catch (ArgumentException)
            {
                // It is gone already.
            }
        }
    }

    public void Dispose()
    {
        _first.StandardInput.Close();
        _first.WaitForExit();
        _first.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Place(string name) => Path.Combine(_folder.FullName, name);

    private void Make(string key)
    {
        using var maker = Start("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Place(key));
        maker.WaitForExit();
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
