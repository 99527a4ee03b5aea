using System.Reflection;
using System.Text.RegularExpressions;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tests.Conventions;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>The closed sets hold what the rest of the library has, and let nothing else through.</summary>
public sealed partial class TelemetryValuesTests
{
    // Every text in them that looks like a code is one.
    private static readonly string[] s_refreshSources = ["src/LoopbackOAuth/Tokens/RefreshEndings.cs", "src/LoopbackOAuth/Tokens/OtherSignIn.cs", "src/LoopbackOAuth/Tokens/GuardedGrants.cs"];

    [Fact]
    public void The_providers_are_the_built_in_ones() => Assert.Equal(
        KnownProviders.All.Select(provider => provider.Id).Order(StringComparer.Ordinal),
        TelemetryValues.Providers.Order(StringComparer.Ordinal));

    [Fact]
    public void The_environments_are_those_that_have_an_id() => Assert.Equal(
        Constants(typeof(EnvironmentIds)),
        TelemetryValues.Environments.Order(StringComparer.Ordinal));

    [Fact]
    public void The_outcomes_are_those_that_exist()
    {
        Assert.Equal(
            typeof(AuthorizationOutcome).GetNestedTypes().Select(type => Snake(type.Name)).Concat(["received", "interrupted"]).Order(StringComparer.Ordinal),
            TelemetryValues.SignInOutcomes.Order(StringComparer.Ordinal));
        Assert.Subset(
            new HashSet<string>(TelemetryValues.RefreshOutcomes, StringComparer.Ordinal),
            new HashSet<string>(typeof(AccessTokenResult).GetNestedTypes().Select(type => Snake(type.Name)).Where(kind => kind != "available"), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_of_an_enumeration_is_in_its_set()
    {
        Assert.Equal(Enum.GetNames<CallbackRefusal>().Where(name => name != "None").Select(Snake).Order(StringComparer.Ordinal), TelemetryValues.RefusalReasons.Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames<CallbackChannel>().Select(Snake).Order(StringComparer.Ordinal), TelemetryValues.Channels.Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames<EntryRemoval>().Select(Snake).Order(StringComparer.Ordinal), TelemetryValues.Removals.Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames<TokenRevocation>().Select(Snake).Order(StringComparer.Ordinal), TelemetryValues.Revocations.Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<CallbackRefusal>().Where(refusal => refusal != CallbackRefusal.None), refusal => Assert.NotEqual(TelemetryValues.Other, TelemetryValues.RefusalReason(refusal)));
        Assert.All(Enum.GetValues<CallbackChannel>(), channel => Assert.NotEqual(TelemetryValues.Other, TelemetryValues.Channel(channel)));
        Assert.Equal(TelemetryValues.Other, TelemetryValues.RefusalReason((CallbackRefusal)4711));
    }

    [Fact]
    public void The_codes_of_this_library_are_in_the_list_so_that_they_can_be_told_apart() => Assert.All(
        [.. Constants(typeof(ErrorCodes)), .. Repository.Sources("src/LoopbackOAuth").Concat(Repository.Sources("src/LoopbackOAuth.Keyring")).SelectMany(path => StoreCode().Matches(Repository.Read(path))).Select(match => match.Groups["code"].Value),
            .. s_refreshSources.SelectMany(path => Code().Matches(Repository.Read(path))).Select(match => match.Groups["code"].Value)],
        code => Assert.True(TelemetryErrors.All.Contains(code), $"'{code}' is not in {nameof(TelemetryErrors)} and docs/telemetry.md."));

    [Theory]
    [InlineData("")]
    [InlineData("ada@example.test")]
    [InlineData("https://tenant.example")]
    [InlineData("INVALID_GRANT")]
    [InlineData("invalid_grant\n")]
    public void What_is_in_no_set_is_not_passed_on(string value)
    {
        Assert.Equal("_OTHER", TelemetryValues.Error(value));
        Assert.Equal("custom", TelemetryValues.Provider(value));
        Assert.Equal("custom", TelemetryValues.Environment(value));
        Assert.Equal("custom", TelemetryValues.Transport(value));
    }

    // OpenTelemetry's own default is at most 2000 combinations for a metric.
    [Fact]
    public void Each_metric_has_a_bounded_number_of_combinations()
    {
        int providers = TelemetryValues.Providers.Count + 1;
        int errors = TelemetryErrors.All.Count + 1;
        const int Flows = 2;

        // Two of the outcomes of a sign-in have no code, and the others always have one. Whatever a server says, of a refresh each outcome may have each code or none.
        Assert.InRange(Flows * (2 + ((TelemetryValues.SignInOutcomes.Count - 2) * errors)), 1, 2000);
        Assert.InRange(TelemetryValues.RefreshOutcomes.Count * (errors + 1), 1, 2000);
        Assert.InRange(providers * TelemetryValues.RefreshOutcomes.Count, 1, 2000);
        Assert.InRange(TelemetryValues.RefusalReasons.Count * (TelemetryValues.Transports.Count + 1), 1, 2000);
        Assert.InRange(TelemetryValues.Channels.Count * (TelemetryValues.Environments.Count + 1), 1, 2000);
    }

    private static string[] Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    private static string Snake(string name) => Upper().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Upper();

    [GeneratedRegex("\"(?<code>(store|keyring)_[a-z_]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex StoreCode();

    [GeneratedRegex("\"(?<code>[a-z]+(_[a-z]+)*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();
}
