using LoopbackOAuth.Keyring.Tests.Samples;
using LoopbackOAuth.Tests.Conventions;
using LoopbackOAuth.Tests.Docs;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace LoopbackOAuth.Keyring.Tests;

/// <summary>What the page about keyrings says is what the code does.</summary>
public sealed class KeyringPageTests
{
    private readonly MarkdownFile _page = new("docs/keyring.md");

    [Fact]
    public void The_sample_is_code_that_is_compiled_here() =>
        _page.Matches("csharp", "KeyringSample", SampleSource.Shown(Repository.Read("tests/LoopbackOAuth.Keyring.Tests/Samples/KeyringSample.cs")));

    [Fact]
    public async Task The_sample_registers_the_ladder()
    {
        using TemporaryFolder folder = new();
        ServiceCollection services = new();
        KeyringSample.Register(services);
        services.Configure<KeyringOptions>(options => options.Folder = folder.Store);
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<TokenStoreLadder>(provider.GetRequiredService<ITokenStore>());
    }

    [Fact]
    public void The_troubles_and_the_fallbacks_are_those_that_exist()
    {
        Assert.Equal(
            Enum.GetNames<KeyringTrouble>().Except([nameof(KeyringTrouble.None)]),
            MarkdownFile.FirstColumn(_page.Section("## When it cannot be used")));
        Assert.Equal(Enum.GetNames<KeyringFallback>(), MarkdownFile.FirstColumn(_page.Section("## The ladder")).Select(name => name.Split(' ')[0]));
    }

    [Fact]
    public void The_limits_of_the_time_are_those_of_the_options()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), new KeyringOptions().Timeout);
        Assert.Contains("30 seconds; 1 second to\n10 minutes", _page.Text, StringComparison.Ordinal);
    }
}
