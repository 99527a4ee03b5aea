namespace LoopbackOAuth.Keyring.Tests;

public sealed class KeyringPlaceTests
{
    public static TheoryData<KeyringTrouble> Troubles => [.. Enum.GetValues<KeyringTrouble>().Except([KeyringTrouble.None, KeyringTrouble.Folder])];

    [Theory]
    [InlineData(true, "DBUS_SESSION_BUS_ADDRESS=unix:path=/tmp/bus")]
    [InlineData(true, "DISPLAY=:0")]
    [InlineData(true, "XDG_RUNTIME_DIR=/run/user/1000", "/run/user/1000/bus")]
    [InlineData(false, "XDG_RUNTIME_DIR=/run/user/1000")]
    [InlineData(false, "XDG_RUNTIME_DIR=run", "run/bus")]
    [InlineData(false, "DBUS_SESSION_BUS_ADDRESS=", "/run/user/1000/bus")]
    public void A_session_bus_is_seen_by_address_socket_or_display(bool expected, string variable, params string[] files) =>
        Assert.Equal(expected, KeyringPlace.HasSessionBus(Variables(variable), files.Contains));

    [Theory]
    [InlineData("SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22", "", true, false, false)]
    [InlineData("WSL_DISTRO_NAME=Debian", "", false, false, true)]
    [InlineData("X=", "/run/.containerenv", false, true, false)]
    [InlineData("X=", "/.dockerenv", false, true, false)]
    [InlineData("X=", "", false, false, false)]
    public void The_place_is_told_by_variables_and_files(string variable, string file, bool ssh, bool container, bool wsl) =>
        Assert.Equal(new KeyringPlace(ssh, container, wsl), KeyringPlace.Of(Variables(variable), path => path == file));

    [Theory, MemberData(nameof(Troubles))]
    public void Each_trouble_has_a_cause_and_a_remedy_wherever_it_is_met(KeyringTrouble trouble)
    {
        KeyringPlace[] places = [default, new(true, false, false), new(false, true, false), new(false, false, true)];

        Assert.EndsWith(".", KeyringWords.Message(trouble, "Secret Service", null, TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        Assert.All(places, place => Assert.EndsWith(".", KeyringWords.Remedy(trouble, place), StringComparison.Ordinal));
    }

    [Fact]
    public void Over_ssh_in_a_container_and_in_wsl_the_remedy_is_another()
    {
        string[] remedies =
        [
            KeyringWords.Remedy(KeyringTrouble.NoSession, default),
            KeyringWords.Remedy(KeyringTrouble.NoSession, new(IsSsh: true, IsContainer: false, IsWsl: false)),
            KeyringWords.Remedy(KeyringTrouble.NoSession, new(IsSsh: false, IsContainer: true, IsWsl: false)),
            KeyringWords.Remedy(KeyringTrouble.NoSession, new(IsSsh: false, IsContainer: false, IsWsl: true)),
        ];

        Assert.Equal(4, remedies.Distinct(StringComparer.Ordinal).Count());
        Assert.All(remedies, remedy => Assert.Contains("a fallback to private files", remedy, StringComparison.Ordinal));
    }

    private static Func<string, string?> Variables(string variable)
    {
        var parts = variable.Split('=', 2);
        return name => name == parts[0] ? parts[1] : null;
    }
}
