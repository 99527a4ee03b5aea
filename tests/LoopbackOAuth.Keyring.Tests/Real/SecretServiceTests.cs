namespace LoopbackOAuth.Keyring.Tests.Real;

/// <summary>The Secret Service of a real gnome-keyring, on a D-Bus session of the test's own.</summary>
public sealed class SecretServiceTests
{
    private const int Patience = 90_000;

    [Fact(Timeout = Patience)]
    public async Task What_was_set_comes_back_whole_and_in_a_new_process_too()
    {
        await using var session = await KeyringSession.StartAsync();
        await using (var first = session.Process())
        {
            Assert.Equal("done", await first.AskAsync("verify"));
            Assert.Equal("True", await first.AskAsync("whole"));
            Assert.Equal("done", await first.AskAsync("set", "work", "old"));
            Assert.Equal("done", await first.AskAsync("set", "work", "new"));
            Assert.Equal("new", await first.AskAsync("get", "work"));
        }

        await using var second = session.Process();
        Assert.Equal("new", await second.AskAsync("get", "work"));
        Assert.Equal("(none)", await second.AskAsync("get", "nobody"));
        Assert.Equal("default=access-1,work=new;", await second.AskAsync("list"));
        Assert.Equal("True", await second.AskAsync("remove", "work"));
        Assert.Equal("False", await second.AskAsync("remove", "work"));
        Assert.Equal("(none)", await second.AskAsync("get", "work"));
        Assert.Equal("default=access-1;", await second.AskAsync("list"));
    }

    [Fact(Timeout = Patience)]
    public async Task Long_tokens_and_names_in_any_script_are_kept()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        var token = new string('x', 16 * 1024);
        string[] accounts = ["名前 with spaces", "Ünïcödé\u0001\n", "🔑", "'; rm -rf", new string('a', 2000)];

        foreach (var account in accounts)
        {
            Assert.Equal("done", await process.AskAsync("set", account, account.Length + token));
        }

        foreach (var account in accounts)
        {
            Assert.Equal(account.Length + token, await process.AskAsync("get", account));
        }
    }

    [Fact(Timeout = Patience)]
    public async Task Two_processes_at_once_lose_none_of_100_entries()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var one = session.Process();
        await using var other = session.Process();
        await one.SendAsync("set-many", "a", "50");
        await other.SendAsync("set-many", "b", "50");

        Assert.Equal("done", await one.ReplyAsync());
        Assert.Equal("done", await other.ReplyAsync());

        var expected = string.Join(',', Enumerable.Range(0, 50).SelectMany(number => (string[])[$"a{number}=a{number}", $"b{number}=b{number}"]).Order(StringComparer.Ordinal));
        Assert.Equal(expected + ";", string.Join(',', (await one.AskAsync("list")).TrimEnd(';').Split(',').Order(StringComparer.Ordinal)) + ";");
    }

    [Fact(Timeout = Patience)]
    public async Task Processes_that_write_one_entry_leave_a_whole_one()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var one = session.Process();
        await using var other = session.Process();
        await one.SendAsync("set-numbered", "shared", "15");
        await other.SendAsync("set-numbered", "shared", "15");

        Assert.Equal("done", await one.ReplyAsync());
        Assert.Equal("done", await other.ReplyAsync());
        Assert.Equal("14", await one.AskAsync("get-numbered", "shared"));
    }

    [Fact(Timeout = Patience)]
    [Trait("Invariant", "10")]
    public async Task Invariant_10_a_process_that_is_killed_while_it_writes_leaves_a_whole_entry()
    {
        await using var session = await KeyringSession.StartAsync();
        await using (var first = session.Process())
        {
            Assert.Equal("done", await first.AskAsync("set-numbered", "shared", "1"));
        }

        for (var round = 0; round < 5; round++)
        {
            await using var writer = session.Process();
            await writer.AskAsync("get", "shared");
            await writer.SendAsync("set-numbered", "shared", "10000");
            await using var reader = session.Process();
            Assert.True(int.TryParse(await reader.AskAsync("get-numbered", "shared"), out _));
            writer.Kill();
            Assert.True(int.TryParse(await reader.AskAsync("get-numbered", "shared"), out var number), $"round {round}");
            Assert.InRange(number, 0, 10000);
        }
    }

    [Fact(Timeout = Patience)]
    [Trait("Invariant", "10")]
    public async Task Invariant_10_a_locked_keyring_is_an_error_in_every_member_and_never_an_empty_store()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        await session.LockAsync();

        foreach (var command in (string[][])[["get", "work"], ["get", "nobody"], ["list"], ["set", "work", "other"], ["remove", "work"], ["remove", "nobody"], ["verify"]])
        {
            Assert.StartsWith("error keyring_unavailable: The keyring (Secret Service) is locked", await process.AskAsync(command), StringComparison.Ordinal);
        }

        Assert.StartsWith("Locked|keyring_unavailable|", await process.AskAsync("check"), StringComparison.Ordinal);

        // Unlocked anew, the old entry is there, to the process that saw it locked too.
        await session.KillKeyringAsync();
        await session.StartKeyringAsync();
        Assert.Equal("token", await process.AskAsync("get", "work"));
        Assert.Equal("work=token;", await process.AskAsync("list"));
    }

    [Fact(Timeout = Patience)]
    [Trait("Invariant", "10")]
    public async Task Invariant_10_an_item_in_another_collection_that_is_locked_is_neither_absent_nor_removed()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        await session.SetAsideAsync();

        Assert.StartsWith("None|", await process.AskAsync("check"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_item_missing: ", await process.AskAsync("get", "work"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_item_stays: ", await process.AskAsync("remove", "work"), StringComparison.Ordinal);
        Assert.Equal(";keyring_item_missing", await process.AskAsync("list"));
        Assert.Equal("(none)", await process.AskAsync("get", "nobody"));
    }

    [Fact(Timeout = Patience)]
    public async Task A_keyring_that_died_is_an_error_and_one_that_was_started_anew_is_used_again()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        await session.KillKeyringAsync();

        // The bus starts another, which is locked: nobody gives it the password.
        Assert.StartsWith("error keyring_unavailable: ", await process.AskAsync("get", "work"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_unavailable: ", await process.AskAsync("set", "work", "other"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task A_process_goes_on_with_a_keyring_that_was_started_anew()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        await session.KillKeyringAsync();
        await session.StartKeyringAsync();

        Assert.Equal("token", await process.AskAsync("get", "work"));
        Assert.Equal("done", await process.AskAsync("set", "work", "next"));
        Assert.Equal("next", await process.AskAsync("get", "work"));
    }

    [Fact(Timeout = Patience)]
    public async Task The_end_of_the_session_does_not_end_the_process()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process(TimeSpan.FromSeconds(5));
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        await session.KillBusAsync();

        Assert.StartsWith("error keyring_unavailable: ", await process.AskAsync("get", "work"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_unavailable: ", await process.AskAsync("list"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task A_keyring_that_hangs_is_an_error_after_the_time_limit()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process(TimeSpan.FromSeconds(1.5));
        Assert.Equal("done", await process.AskAsync("set", "work", "token"));
        session.Freeze();

        Assert.Contains("gave no answer within 1.5 s", await process.AskAsync("get", "work"), StringComparison.Ordinal);
        Assert.Contains("gave no answer within 1.5 s", await process.AskAsync("list"), StringComparison.Ordinal);
        Assert.StartsWith("NotResponding|keyring_unavailable|", await process.AskAsync("check"), StringComparison.Ordinal);

        // What could not begin does not happen afterwards.
        Assert.Contains("gave no answer within 1.5 s", await process.AskAsync("set", "work", "late"), StringComparison.Ordinal);
        session.Thaw();
        Assert.Equal("token", await process.AskAsync("get", "work"));
    }

    [Fact(Timeout = Patience)]
    public async Task Without_a_bus_the_keyring_is_unavailable_and_nothing_is_started()
    {
        await using var session = KeyringSession.WithoutBus();
        await using var process = session.Process();

        foreach (var command in (string[][])[["get", "work"], ["set", "work", "token"], ["remove", "work"], ["verify"]])
        {
            Assert.Equal("error keyring_unavailable: The keyring cannot be used: this process has no D-Bus session.", await process.AskAsync(command));
        }

        Assert.StartsWith("NoSession|keyring_unavailable|", await process.AskAsync("check"), StringComparison.Ordinal);
    }

    [Theory(Timeout = Patience)]
    [InlineData("DISPLAY", ":99")]
    [InlineData("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")]
    [InlineData("DBUS_SESSION_BUS_ADDRESS", "no address")]
    public async Task A_bus_that_is_only_promised_is_an_error_too(string variable, string value)
    {
        await using var session = KeyringSession.WithoutBus();
        session.Set(variable, value);
        await using var process = session.Process();

        Assert.StartsWith("NoSession|keyring_unavailable|", await process.AskAsync("check"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Where_nobody_ever_made_a_keyring_the_error_says_so()
    {
        await using var session = await KeyringSession.StartAsync(withKeyring: false);
        await using var process = session.Process();

        Assert.StartsWith("Locked|keyring_unavailable|The keyring (Secret Service) is locked or not made yet", await process.AskAsync("check"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_unavailable: ", await process.AskAsync("get", "work"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Nothing_that_names_an_item_and_no_file_holds_a_token_or_is_open_to_others()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "work", "canary-token"));
        Assert.Equal("done", await process.AskAsync("verify"));

        var names = await session.RunAsync("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login/1", "org.freedesktop.DBus.Properties.GetAll", "string:org.freedesktop.Secret.Item");
        Assert.Contains("loopback-oauth: example", names, StringComparison.Ordinal);
        Assert.Contains("loopback-oauth-entry", names, StringComparison.Ordinal);
        Assert.DoesNotContain("work", names, StringComparison.Ordinal);
        Assert.DoesNotContain("issuer", names, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", names, StringComparison.Ordinal);
        var file = Assert.Single(Directory.GetFiles(session.Folder, "*.json", SearchOption.AllDirectories));
        Assert.DoesNotContain("canary", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["600 f", "700 d"], (await session.RunAsync("find", session.Folder, "-printf", "%m %y\\n")).Trim().Split('\n').Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("canary", await session.RunAsync("grep", "-r", "canary", session.Home), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task An_item_that_somebody_removed_is_reported_and_an_index_that_is_lost_loses_no_token()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set", "a", "1"));
        Assert.Equal("done", await process.AskAsync("set", "b", "2"));
        await session.RunAsync("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login/1", "org.freedesktop.Secret.Item.Delete");

        Assert.Equal("b=2;keyring_item_missing", await process.AskAsync("list"));
        Assert.StartsWith("error keyring_item_missing: ", await process.AskAsync("get", "a"), StringComparison.Ordinal);
        Assert.StartsWith("error keyring_item_stays: ", await process.AskAsync("remove", "a"), StringComparison.Ordinal);
        Assert.Equal("True", await process.AskAsync("remove-damaged", "a"));
        Assert.Equal("(none)", await process.AskAsync("get", "a"));
        Assert.Equal("b=2;", await process.AskAsync("list"));

        Directory.Delete(session.Folder, recursive: true);
        Assert.Equal(";", await process.AskAsync("list"));
        Assert.Equal("2", await process.AskAsync("get", "b"));
        Assert.Equal("done", await process.AskAsync("set", "b", "3"));
        Assert.Equal("b=3;", await process.AskAsync("list"));
    }

    [Fact(Timeout = Patience)]
    public async Task Many_processes_may_try_the_keyring_at_the_same_time()
    {
        await using var session = await KeyringSession.StartAsync();
        List<KeyringProcess> processes = [.. Enumerable.Range(0, 4).Select(_ => session.Process())];
        try
        {
            for (var round = 0; round < 10; round++)
            {
                await Task.WhenAll(processes.Select(process => process.SendAsync("verify")));
                foreach (var process in processes)
                {
                    Assert.Equal("done", await process.ReplyAsync());
                }
            }
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    [Fact(Timeout = Patience)]
    public async Task The_ladder_uses_the_keyring_where_it_can_and_says_what_lies_on_the_other_rung()
    {
        await using var session = await KeyringSession.StartAsync();
        await using var process = session.Process();
        Assert.Equal("done", await process.AskAsync("set-file", "old", "from-file"));
        Assert.Equal("done", await process.AskAsync("set", "new", "from-keyring"));

        var selection = await process.AskAsync("select");
        Assert.StartsWith("Keyring|None|old|1 entry (example/old)", selection, StringComparison.Ordinal);

        // The same home without the keyring, as over SSH.
        await session.LockAsync();
        selection = await process.AskAsync("select");
        Assert.StartsWith("PrivateFile|Locked|new|The keyring is not used", selection, StringComparison.Ordinal);
        Assert.Contains("1 entry (example/new)", selection, StringComparison.Ordinal);

        await session.KillKeyringAsync();
        await session.StartKeyringAsync();
        Assert.Equal("old", await process.AskAsync("move"));
        Assert.Equal("from-file", await process.AskAsync("get", "old"));
        Assert.Empty(Directory.GetFiles(session.Folder, "*.json"));
        Assert.Equal("Keyring|None||", await process.AskAsync("select"));
    }
}
