using System.Text.Json;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>The entry that the page about the token store shows is one that the store writes.</summary>
public sealed class TokenStorePageTests
{
    private readonly MarkdownFile _page = new("docs/token-store.md");

    [Fact]
    public void The_sample_has_the_members_that_are_written_in_their_order()
    {
        TokenSet tokens = Entries.Tokens() with
        {
            Nonce = new Secret("nonce-1"),
            TokenEndpoint = "https://accounts.example/token",
            Refusal = new GrantRefusal("invalid_grant", "Token revoked", Entries.Noon),
        };
        using var written = JsonDocument.Parse(TokenFileFormat.Write(new TokenEntry(Entries.Key() with { Resource = "https://api.example" }, tokens)));
        using var sample = JsonDocument.Parse(Assert.Single(_page.Blocks("json")).Code);

        Assert.Equal(Members(written.RootElement, ""), Members(sample.RootElement, ""));
    }

    private static IEnumerable<string> Members(JsonElement element, string path) => element.ValueKind is JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Members(member.Value, $"{path}/{member.Name}"))
        : [path];
}
