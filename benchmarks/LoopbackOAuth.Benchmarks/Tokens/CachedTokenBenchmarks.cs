using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Benchmarks.Tokens;

/// <summary>An access token that is good, asked for once more, beside a plain lookup in a dictionary.</summary>
[MemoryDiagnoser]
public class CachedTokenBenchmarks
{
    private const string Provider = "example";

    private readonly TokenKey _key;
    private readonly TokenKey _equalKey = Key();
    private readonly TokenQuery _query = new(Provider);
    private readonly ConcurrentDictionary<string, object> _byText = new(StringComparer.Ordinal) { [Provider] = new object() };
    private readonly ConcurrentDictionary<TokenKey, object> _byKey = new() { [Key()] = new object() };
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly IAccessTokenProvider _provider;

    public CachedTokenBenchmarks()
    {
        _key = Key();
        _provider = Primed(_key);
    }

    [Benchmark(Baseline = true, Description = "ConcurrentDictionary<string, ...>, lookup")]
    public bool DictionaryByText() => _byText.TryGetValue(Provider, out _);

    [Benchmark(Description = "ConcurrentDictionary<TokenKey, ...>, lookup")]
    public bool DictionaryByKey() => _byKey.TryGetValue(_key, out _);

    [Benchmark(Description = "the clock alone")]
    public bool Clock() => _clock.GetUtcNow().UtcTicks > 0;

    [Benchmark(Description = "GetAccessTokenAsync")]
    [BenchmarkCategory(RatioTable.Reference)]
    public bool LoopbackCached() => IsThere(_provider.GetAccessTokenAsync(_key));

    [Benchmark(Description = "the same with another key that is equal")]
    public bool LoopbackCachedByEqualKey() => IsThere(_provider.GetAccessTokenAsync(_equalKey));

    [Benchmark(Description = "the same with a query")]
    public bool LoopbackCachedByQuery() => IsThere(_provider.GetAccessTokenAsync(_query));

    private static bool IsThere(ValueTask<AccessTokenResult> call) => call.IsCompletedSuccessfully && call.Result is AccessTokenResult.Available;

    // Texts of their own, as a key has that was made from a request.
    private static TokenKey Key() => new()
    {
        Provider = new string(Provider),
        Issuer = new string("https://auth.example.com/realms/first"),
        ClientId = new string("0f1e2d3c-client"),
    };

    private static IAccessTokenProvider Primed(TokenKey key)
    {
        InMemoryTokenStore store = new();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TokenSet tokens = new() { AccessToken = new Secret("token"), ObtainedAt = now, ExpiresAt = now.AddDays(1) };
        store.SetAsync(Key(), tokens).AsTask().GetAwaiter().GetResult();
        IAccessTokenProvider provider = new LoopbackAuthorizer(options: null, new LoopbackAuthorizerServices { TokenStore = store }).AccessTokens;
        provider.GetAccessTokenAsync(key).AsTask().GetAwaiter().GetResult();
        provider.GetAccessTokenAsync(new TokenQuery(Provider)).AsTask().GetAwaiter().GetResult();
        return provider;
    }
}
