using Microsoft.Identity.Client.Extensions.Msal;

namespace LoopbackOAuth.Keyring.Tests;

public sealed class KeyringFailuresTests
{
    [Theory]
    [InlineData("Cannot create an item in a locked collection", "Locked")]
    [InlineData("Prompt was dismissed", "Locked")]
    [InlineData("Object does not exist at path “/org/freedesktop/secrets/collection/login”", "Locked")]
    [InlineData("Cannot autolaunch D-Bus without X11 $DISPLAY", "NoSession")]
    [InlineData("Failed to execute child process “dbus-launch” (No such file or directory)", "NoSession")]
    [InlineData("Could not connect: No such file or directory", "NoSession")]
    [InlineData("The connection is closed", "NoSession")]
    [InlineData("GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.secrets was not provided by any .service files", "NoService")]
    [InlineData("Timeout was reached", "NotResponding")]
    [InlineData("Something new", "Refused")]
    public void What_the_secret_service_says_has_a_meaning(string text, string trouble)
    {
        // As the extension library wraps it: once where it is thrown and once where it is caught.
        InvalidOperationException inner = new($"An error was encountered while reading secret from keyring in the Storage domain:'42' code:'2' message:'{text}' .Error code: 2");
        MsalCachePersistenceException outer = new("Persistence check failed.", new InvalidOperationException($"An exception was encountered ex:'{inner}'. Error code: 0", inner));

        foreach (Exception exception in (Exception[])[inner, outer])
        {
            var (meaning, said) = KeyringFailures.Of(exception);
            Assert.Equal(trouble, meaning.ToString());
            Assert.Equal(text, said);
        }
    }

    [Fact]
    public void A_library_that_is_missing_a_time_out_and_an_unknown_system_are_told_apart()
    {
        Assert.Equal(KeyringTrouble.NoLibrary, KeyringFailures.Of(new MsalCachePersistenceException("x", new DllNotFoundException("libsecret"))).Trouble);
        Assert.Equal(KeyringTrouble.NotResponding, KeyringFailures.Of(new TimeoutException()).Trouble);
        Assert.Equal(KeyringTrouble.NotSupported, KeyringFailures.Of(new PlatformNotSupportedException()).Trouble);
        Assert.Equal((KeyringTrouble.Refused, "what was written could not be read again"), KeyringFailures.Of(new MsalCachePersistenceException("Persistence check failed. Data was written but it could not be read.")));
        Assert.Equal(KeyringTrouble.Locked, KeyringFailures.Of(new InvalidOperationException("Could not create new item. Error code: -25308")).Trouble);
    }

    [Fact]
    [Trait("Invariant", "7")]
    public void Invariant_7_what_a_keyring_says_is_one_short_line_without_control_characters()
    {
        var (_, said) = KeyringFailures.Of(new InvalidOperationException($"message:'\u001b[31mred\r\n\u202enext {new string('x', 1000)}"));

        Assert.NotNull(said);
        Assert.InRange(said.Length, 1, 160);
        Assert.DoesNotContain(said, char.IsControl);
        Assert.DoesNotContain('\u202e', said);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Invariant_8_the_text_of_an_exception_that_is_not_the_keyrings_goes_no_further() =>
        Assert.Equal((KeyringTrouble.Refused, nameof(FormatException)), KeyringFailures.Of(new FormatException("canary-token is not Base64")));
}
