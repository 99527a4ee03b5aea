using LoopbackOAuth.Tool.Stores;

namespace LoopbackOAuth.Tool.Tests.Stores;

public sealed class StoreChoicesTests
{
    [Theory]
    [InlineData(null, "file")]
    [InlineData("", "file")]
    [InlineData("file", "file")]
    [InlineData("keyring", "keyring")]
    [InlineData("keyring-or-file", "keyring-or-file")]
    public void A_word_means_a_choice_and_none_means_files(string? word, string choice) => Assert.Equal(choice, StoreChoices.Word(StoreChoices.Parse(word)));

    [Theory]
    [InlineData("FILE")]
    [InlineData(" keyring")]
    [InlineData("keychain")]
    [InlineData("keyring-or-files")]
    [InlineData("1")]
    public void Any_other_word_is_refused_with_the_legal_ones_and_is_not_repeated(string word)
    {
        UsageException exception = Assert.Throws<UsageException>(() => StoreChoices.Parse(word));

        Assert.Equal("Set it to file (the default), keyring or keyring-or-file.", exception.Remedy);
        Assert.Equal("The environment variable LOOPBACK_OAUTH_STORE has a value that is not legal.", exception.Message);
    }
}
