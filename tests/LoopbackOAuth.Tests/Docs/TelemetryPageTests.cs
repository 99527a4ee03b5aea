using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Docs;

/// <summary>The tables of the page about telemetry are what the code has.</summary>
public sealed partial class TelemetryPageTests
{
    private readonly MarkdownFile _page = new("docs/telemetry.md");

    [Theory]
    [InlineData("## Activities", "Activity")]
    [InlineData("## Metrics", "Instrument")]
    [InlineData("## Tags", "Tag")]
    public void The_names_are_those_of_the_code(string section, string kind) => Assert.Equal(
        Names(kind).Order(StringComparer.Ordinal),
        MarkdownFile.FirstColumn(_page.Section(section)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_values_of_each_tag_are_those_of_the_code()
    {
        Dictionary<string, IEnumerable<string>> expected = new(StringComparer.Ordinal)
        {
            [LoopbackOAuthTelemetry.ProviderTag] = [.. TelemetryValues.Providers, "custom"],
            [LoopbackOAuthTelemetry.EnvironmentTag] = [.. TelemetryValues.Environments, "custom"],
            [LoopbackOAuthTelemetry.TransportTag] = [.. TelemetryValues.Transports, "custom"],
            [LoopbackOAuthTelemetry.ChannelTag] = TelemetryValues.Channels,
            [LoopbackOAuthTelemetry.OutcomeTag] = [.. TelemetryValues.SignInOutcomes, .. TelemetryValues.RefreshOutcomes],
            [LoopbackOAuthTelemetry.RefusalReasonTag] = TelemetryValues.RefusalReasons,
            [LoopbackOAuthTelemetry.RemovalTag] = TelemetryValues.Removals,
            [LoopbackOAuthTelemetry.RevocationTag] = TelemetryValues.Revocations,
        };
        string[][] rows = [.. MarkdownFile.Rows(_page.Section("## Tags"))];

        Assert.All(expected, tag => Assert.Equal(
            tag.Value.Order(StringComparer.Ordinal),
            Quoted(Assert.Single(rows, cells => cells[0] == tag.Key)[2]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_codes_of_errors_are_those_of_the_code() => Assert.Equal(
        TelemetryErrors.All.Order(StringComparer.Ordinal),
        Quoted(Assert.Single(_page.Text.Split('\n'), line => line.StartsWith("The codes of `error.type`", StringComparison.Ordinal))[25..]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_instruments_have_the_kinds_and_units_of_the_page()
    {
        Instrument[] instruments =
        [
            .. typeof(TelemetryMeter).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.GetValue(null)).OfType<Instrument>(),
        ];

        Assert.Equal(
            MarkdownFile.Rows(_page.Section("## Metrics")).Select(cells => $"{cells[0]} {cells[1]} {cells[2].Trim('`')}").Order(StringComparer.Ordinal),
            instruments.Select(instrument => $"{instrument.Name} {instrument.GetType().Name.Split('`')[0]} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(instruments, instrument => Assert.Equal((LoopbackOAuthTelemetry.MeterName, "0.1.0"), (instrument.Meter.Name, instrument.Meter.Version)));
    }

    private static IEnumerable<string> Names(string kind) => typeof(LoopbackOAuthTelemetry).GetFields()
        .Where(field => field.Name.EndsWith(kind, StringComparison.Ordinal)).Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> Quoted(string text) => Code().Matches(text).Select(match => match.Groups["value"].Value);

    [GeneratedRegex("`(?<value>[^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();
}
