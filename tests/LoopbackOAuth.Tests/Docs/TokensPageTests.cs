using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Readme.Samples;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>What the page about tokens says is what the code does.</summary>
public sealed class TokensPageTests
{
    private readonly MarkdownFile _page = new("docs/tokens.md");

    [Fact]
    public void Every_sample_is_code_that_is_compiled_here() =>
        Assert.All(_page.Blocks("csharp"), block => _page.Matches("csharp", Assert.IsType<string>(block.Name), SampleSource.Read(block.Name!)));

    [Fact]
    public void The_results_are_those_that_exist() => Assert.Equal(
        typeof(AccessTokenResult).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_page.Section("## Getting a token")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_reasons_of_a_failure_are_those_that_exist() => Assert.Equal(
        Enum.GetNames<AccessTokenFailure>().Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_page.Section("### What has to be mended")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_sample_gives_the_token_and_says_that_somebody_must_sign_in()
    {
        await using var user = await SignedIn.StartAsync(request: new AuthorizationRequest("contoso") { Scopes = ["read"] });

        Assert.Equal(user.Tokens.AccessToken.Reveal(), await AccessTokenSample.RunAsync(user.Provider));
        await user.Provider.SignOutAsync(user.Key, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AccessTokenSample.RunAsync(user.Provider));
    }

    [Fact]
    public async Task The_sample_registers_a_handler_under_its_name()
    {
        ServiceCollection services = new();
        AccessTokenHandlerSample.Register(services);
        await using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredKeyedService<AccessTokenHandler>("music"));
    }
}
