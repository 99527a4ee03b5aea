using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LoopbackOAuth.Tests.Diagnostics;

public sealed partial class SecretTests
{
    private const string Canary = "CANARY-77f0";

    private static readonly Secret Sample = new(Canary);

    private static readonly TokenSet Tokens = new()
    {
        AccessToken = Sample,
        RefreshToken = Sample,
        IdToken = Sample,
        ObtainedAt = DateTimeOffset.UnixEpoch,
    };

    public static TheoryData<string> Printed =>
    [
        Sample.ToString(),
        $"{Sample}",
        $"{Sample,20}",
        string.Format(CultureInfo.InvariantCulture, "{0:x}", Sample),
        string.Concat("code=", Sample),
        Convert.ToString(Sample, CultureInfo.InvariantCulture)!,
        Tokens.ToString(),
        new TokenEntry(new TokenKey { Provider = "p", Issuer = "i", ClientId = "c" }, Tokens).ToString(),
        new { Sample }.ToString()!,
        (Sample, 1).ToString(),
    ];

    [Theory, MemberData(nameof(Printed)), Trait("Invariant", "8")]
    public void Invariant_8_secrets_cannot_print_in_text(string printed)
    {
        Assert.DoesNotContain(Canary, printed, StringComparison.Ordinal);
        Assert.Contains(Secret.Redacted, printed, StringComparison.Ordinal);
    }

    [Fact, Trait("Invariant", "8")]
    public void Invariant_8_secrets_cannot_print_in_json_of_either_kind()
    {
        string[] documents =
        [
            JsonSerializer.Serialize(Sample, SecretJsonContext.Default.Secret),
            JsonSerializer.Serialize(Tokens, SecretJsonContext.Default.TokenSet),
            JsonSerializer.Serialize(Tokens),
            JsonSerializer.Serialize(new { Sample, Tokens }, IncludingFields),
        ];

        Assert.All(documents, document => Assert.DoesNotContain(Canary, document, StringComparison.Ordinal));
        Assert.Contains("ObtainedAt", documents[1], StringComparison.Ordinal);
    }

    [Fact, Trait("Invariant", "8")]
    public void Invariant_8_secrets_cannot_print_in_a_debugger_view()
    {
        var display = typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>();
        Assert.Equal(Secret.Redacted, display?.Value);

        Assert.Empty(typeof(Secret).GetProperties());
        Assert.All(
            typeof(Secret).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public),
            field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
    }

    [Fact, Trait("Invariant", "8")]
    public void Invariant_8_secrets_cannot_print_in_logs_or_activity_tags()
    {
        var log = new Lines();
        using (var factory = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log)))
        {
#pragma warning disable CA1848, CA1873, CA2254 // The careless way to log is what this test is about.
            factory.CreateLogger("test").LogTrace("got {Code} and {Tokens} and {@Sample}", Sample, Tokens, Sample);
#pragma warning restore CA1848, CA1873, CA2254
        }

        using var activity = new Activity("exchange").SetTag("code", Sample);

        Assert.Contains(Secret.Redacted, Assert.Single(log.Written), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log.Written[0], StringComparison.Ordinal);
        Assert.All(activity.TagObjects, tag => Assert.DoesNotContain(Canary, $"{tag.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_revealing_gives_the_text() => Assert.Equal(Canary, Sample.Reveal());

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "aa", false)]
    [InlineData("a", "A", false)]
    [InlineData("ä", "ä", true)]
    public void Secrets_are_compared_by_their_text(string one, string other, bool equal)
    {
        Assert.Equal(equal, new Secret(one).Equals(new Secret(other)));
        Assert.Equal(equal, new Secret(one).Equals((object)new Secret(other)));
        Assert.False(new Secret(one).Equals((object)other));
        Assert.Equal(equal, new HashSet<Secret> { new(one) }.Contains(new Secret(other)));
    }

    [Fact]
    public void There_is_no_empty_secret()
    {
        Assert.ThrowsAny<ArgumentException>(() => new Secret(""));
        Assert.ThrowsAny<ArgumentException>(() => new Secret(null!));
        Assert.Null(Secret.FromNullable(null));
        Assert.Null(Secret.FromNullable(""));
        Assert.Equal("x", Secret.FromNullable("x")?.Reveal());
    }

    private static readonly JsonSerializerOptions IncludingFields = new() { IncludeFields = true };

    [JsonSerializable(typeof(Secret))]
    [JsonSerializable(typeof(TokenSet))]
    private sealed partial class SecretJsonContext : JsonSerializerContext;

    private sealed class Lines : ILoggerProvider, ILogger
    {
        internal List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
