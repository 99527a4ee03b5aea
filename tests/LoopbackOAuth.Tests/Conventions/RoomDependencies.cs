using System.Reflection;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>The rooms of the house and what a source file of one says about the others.</summary>
internal static partial class RoomDependencies
{
    /// <summary>The rooms in the order the data walks. An arrow points to a lower number.</summary>
    internal static readonly IReadOnlyDictionary<string, int> Rooms = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Providers"] = 1,
        ["Environments"] = 2,
        ["Planning"] = 3,
        ["Protocol"] = 4,
        ["Callback"] = 5,
        ["Transports"] = 6,
        ["Interaction"] = 7,
        ["Tokens"] = 8,
        ["Mcp"] = 9,
        ["Diagnostics"] = 10,
    };

    private const string Root = "LoopbackOAuth";
    private const string EveryRoomsFriend = "Diagnostics";

    private static readonly Assembly House = typeof(LoopbackOAuth.Diagnostics.Secret).Assembly;

    private static readonly HashSet<string> Types = [.. House.GetTypes().Where(type => !type.IsNested).Select(type => type.FullName!.Split('`')[0])];

    private static readonly string[] FrontDoor =
        [.. House.GetTypes().Where(type => !type.IsNested && type.Namespace == Root && !type.Name.Contains('<')).Select(type => type.Name.Split('`')[0])];

    /// <summary>What a file of a room mentions that it must not know about.</summary>
    internal static IReadOnlyList<string> Violations(string room, string source)
    {
        var code = SourceText.Code(source);
        return
        [
            .. Mentioned(code).Where(other => !MayUse(room, other)).Distinct().Order(StringComparer.Ordinal),
            .. FrontDoor.Where(type => Regex.IsMatch(code, $@"(?<![\w.]){type}\b", RegexOptions.None, TimeSpan.FromSeconds(5))),
        ];
    }

    /// <summary>Whether an arrow from one room to another is allowed.</summary>
    internal static bool MayUse(string room, string other) =>
        room == other || (room != EveryRoomsFriend && (other == EveryRoomsFriend || Rooms[other] < Rooms[room]));

    // A namespace is named in a using directive or in full; inside LoopbackOAuth its last part before a type is enough.
    private static IEnumerable<string> Mentioned(string code) =>
        Qualified().Matches(code).Select(match => match.Groups["room"].Value).Where(Rooms.ContainsKey)
            .Concat(Relative().Matches(code)
                .Where(match => Types.Contains($"{Root}.{match.Groups["room"].Value}.{match.Groups["type"].Value}"))
                .Select(match => match.Groups["room"].Value));

    [GeneratedRegex(@"\bLoopbackOAuth\s*\.\s*(?<room>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(?<room>[A-Z]\w*)\s*\.\s*(?<type>[A-Z]\w*)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Relative();
}
