using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

public sealed class PortHolderTests
{
    private const string Heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void The_holder_of_a_real_port_is_this_process(string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This reads the kernel's own file system, which only Linux has.");
        IPAddress address = IPAddress.Parse(text);
        using TcpListener listener = new(address, 0);
        listener.Start();

        PortHolder holder = Assert.IsType<PortHolder>(PortHolder.Find(address, ((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.Equal(Environment.ProcessId, holder.Process);
        Assert.False(string.IsNullOrEmpty(holder.Name));
        Assert.Equal($"pid {Environment.ProcessId} ({holder.Name})", holder.ToString());
    }

    [Fact]
    public void One_on_every_address_is_in_the_way_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This reads the kernel's own file system, which only Linux has.");
        using TcpListener listener = TcpListener.Create(0);
        listener.Start();

        Assert.Equal(Environment.ProcessId, PortHolder.Find(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port)?.Process);
    }

    [Fact]
    public void Where_nothing_can_be_read_nothing_is_claimed() => Assert.Null(PortHolder.Find(IPAddress.Loopback, 1, folder: "/no/such/folder"));

    [Fact]
    public void A_process_of_another_user_has_no_name_here_but_an_owner()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("loopback-oauth-tool-");
        try
        {
            folder.CreateSubdirectory("net");
            folder.CreateSubdirectory("1");
            File.WriteAllText(
                Path.Join(folder.FullName, "net", "tcp"),
                $"{Heading}\n   0: 0100007F:DB39 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 49012 1 0000000000000000 100 0 0 10 0\n");

            PortHolder? holder = PortHolder.Find(IPAddress.Loopback, 56121, folder.FullName);

            Assert.Equal("a process of the user with id 1000", holder?.ToString());
            Assert.Null(PortHolder.Find(IPAddress.Loopback, 56122, folder.FullName));
            Assert.Null(PortHolder.Find(IPAddress.IPv6Loopback, 56121, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("   0: 0100007F:DB39 00000000:0000 0A 0:0 0:0 0 1000 0 49012 1", "127.0.0.1", 56121, true)]
    [InlineData("   1: 00000000:0016 00000000:0000 0A 0:0 0:0 0 0 0 7 1", "0.0.0.0", 22, true)]
    [InlineData("   2: 0100007F:DB39 0100007F:0050 01 0:0 0:0 0 0 0 7 1", "127.0.0.1", 56121, false)]
    [InlineData("   3: 00000000000000000000000001000000:DB39 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 7 1", "::1", 56121, true)]
    [InlineData("   4: 0000000000000000FFFF00000100007F:DB39 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 7 1", "127.0.0.1", 56121, true)]
    public void A_line_of_the_kernel_is_read(string line, string address, int port, bool listens)
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "The lines are those of a little-endian machine.");
        SocketEntry entry = Assert.IsType<SocketEntry>(SocketEntry.Parse(line));

        Assert.Equal((IPAddress.Parse(address), port, listens), (entry.Address, entry.Port, entry.Listens));
    }

    [Theory]
    [InlineData(Heading)]
    [InlineData("")]
    [InlineData("   0: 0100007F 00000000:0000 0A 0:0 0:0 0 1000 0 49012 1")]
    [InlineData("   0: XX00007F:DB39 00000000:0000 0A 0:0 0:0 0 1000 0 49012 1")]
    [InlineData("   0: 01:DB39 00000000:0000 0A 0:0 0:0 0 1000 0 49012 1")]
    [InlineData("   0: 0100007F:DB39 00000000:0000 0A 0:0 0:0 0 1000")]
    public void Anything_else_is_passed_by(string line) => Assert.Null(SocketEntry.Parse(line));
}
