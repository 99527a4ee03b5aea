using Xunit;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>Arrows between rooms point to a lower-numbered room or to Diagnostics, and never to the front door.</summary>
public sealed class RoomDependencyTests
{
    private const string House = "src/LoopbackOAuth";

    public static TheoryData<string> RoomsThatExist =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, House)).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(RoomsThatExist))]
    public void A_room_knows_only_rooms_before_it(string room)
    {
        Assert.True(RoomDependencies.Rooms.ContainsKey(room), $"The folder {room} is no room of the house.");

        Assert.Empty(
            from path in Repository.Sources($"{House}/{room}")
            from violation in RoomDependencies.Violations(room, Repository.Read(path))
            select $"{path} uses {violation}");
    }

    [Fact]
    public void No_file_hides_an_arrow_in_a_global_using() =>
        Assert.DoesNotContain(
            Repository.Sources(House),
            path => SourceText.Code(Repository.Read(path)).Contains("global using", StringComparison.Ordinal));

    [Theory]
    [InlineData("Callback", "using LoopbackOAuth.Tokens;", "Tokens")]
    [InlineData("Callback", "using static LoopbackOAuth.Transports.ICallbackTransport;", "Transports")]
    [InlineData("Callback", "using Store = LoopbackOAuth.Tokens.ITokenStore;", "Tokens")]
    [InlineData("Callback", "private global::LoopbackOAuth.Tokens.TokenSet? _tokens;", "Tokens")]
    [InlineData("Callback", "private Tokens.TokenSet? _tokens;", "Tokens")]
    [InlineData("Diagnostics", "using LoopbackOAuth.Providers;", "Providers")]
    public void An_arrow_that_points_the_wrong_way_is_found(string room, string source, string found) =>
        Assert.Equal([found], RoomDependencies.Violations(room, source));

    [Theory]
    [InlineData("Tokens", "using LoopbackOAuth.Protocol;")]
    [InlineData("Tokens", "using LoopbackOAuth.Tokens;")]
    [InlineData("Providers", "using LoopbackOAuth.Diagnostics;")]
    [InlineData("Callback", "// using LoopbackOAuth.Tokens;")]
    [InlineData("Callback", "/// <see cref=\"Tokens.TokenSet\"/>")]
    [InlineData("Callback", "var text = \"LoopbackOAuth.Tokens\"; var quote = '\"'; // \"")]
    [InlineData("Callback", "var count = outcome.Tokens.TokenSet;")]
    [InlineData("Callback", "var count = Tokens.Count;")]
    public void An_arrow_that_points_the_right_way_or_is_none_is_left_alone(string room, string source) =>
        Assert.Empty(RoomDependencies.Violations(room, source));
}
