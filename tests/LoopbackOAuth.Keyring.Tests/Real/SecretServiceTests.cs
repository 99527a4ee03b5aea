namespace LoopbackOAuth.Keyring.Tests.Real;

public sealed class SecretServiceTests
{
    [Fact(Timeout = 60_000)]
    public async Task Explore()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process(TimeSpan.FromSeconds(5));
        List<string> log = [];
        log.Add(await process.AskAsync("whole"));
        log.Add(await process.AskAsync("check"));
        log.Add(await process.AskAsync("get", "nobody"));
        log.Add(await process.AskAsync("list"));
        await session.LockAsync();
        log.Add("--locked");
        log.Add(await process.AskAsync("get", "default"));
        log.Add(await process.AskAsync("set", "a", "b"));
        log.Add(await process.AskAsync("list"));
        log.Add(await process.AskAsync("remove", "default"));
        log.Add(await process.AskAsync("check"));
        await session.UnlockAsync();
        log.Add("--unlocked");
        log.Add(await process.AskAsync("get", "default"));
        log.Add(await process.AskAsync("list"));
        await session.KillKeyringAsync();
        log.Add("--killed");
        log.Add(await process.AskAsync("get", "default"));
        log.Add(await process.AskAsync("check"));
        await session.UnlockAsync();
        log.Add("--unlock again");
        log.Add(await process.AskAsync("get", "default"));
        log.Add(await process.AskAsync("check"));
        await using var other = session.Process(TimeSpan.FromSeconds(5));
        log.Add("--other process");
        log.Add(await other.AskAsync("get", "default"));
        log.Add(await session.RunAsync("find", session.Folder, "-printf", "%m %p\n"));
        Assert.Fail(string.Join('\n', log));
    }

    [Fact(Timeout = 60_000)]
    public async Task Explore2()
    {
        List<string> log = [];
        await using (var session = KeyringSession.WithoutBus())
        {
            await using var process = session.Process(TimeSpan.FromSeconds(5));
            log.Add(await process.AskAsync("check"));
            session.Set("DISPLAY", ":99");
            await using var process2 = session.Process(TimeSpan.FromSeconds(5));
            log.Add(await process2.AskAsync("check"));
            session.Set("DISPLAY", null);
            session.Set("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
            await using var process3 = session.Process(TimeSpan.FromSeconds(5));
            log.Add(await process3.AskAsync("check"));
        }
        await using (var session = await KeyringSession.StartAsync(withKeyring: false))
        {
            log.Add("-- no keyring started, activation");
            await using var process = session.Process(TimeSpan.FromSeconds(5));
            log.Add(await process.AskAsync("check"));
            log.Add(await process.AskAsync("get", "x"));
            log.Add(await process.AskAsync("set", "x", "y"));
        }
        await using (var session = await KeyringSession.StartAsync())
        {
            log.Add("-- frozen");
            await using var process = session.Process(TimeSpan.FromSeconds(2));
            log.Add(await process.AskAsync("set", "x", "y"));
            session.Freeze();
            log.Add(await process.AskAsync("get", "x"));
            log.Add(await process.AskAsync("get", "x"));
            log.Add(await process.AskAsync("set", "x", "z"));
            session.Thaw();
            log.Add(await process.AskAsync("get", "x"));
        }
        Assert.Fail(string.Join('\n', log));
    }
}
