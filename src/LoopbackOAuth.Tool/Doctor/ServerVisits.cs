using System.Net;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>Asks each server once, all at the same time, for two checks: whether it answers, and what time it is there.</summary>
/// <param name="store">Whose entries name the servers.</param>
/// <param name="asked">The provider that the user named, or <see langword="null"/>.</param>
/// <param name="registry">The providers.</param>
/// <param name="clock">The clock.</param>
/// <param name="createHandler">What sends. It must follow no redirects by itself.</param>
internal sealed class ServerVisits(DoctorStore store, ProviderDefinition? asked, IProviderRegistry registry, TimeProvider clock, Func<HttpMessageHandler> createHandler)
{
    /// <summary>How long one server may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>More than anybody is signed in to; each is asked once.</summary>
    internal const int Most = 16;

    private readonly Lock _lock = new();
    private Task<ServerVisit[]>? _visits;

    /// <summary>How many servers there were beyond <see cref="Most"/>, when the visits are made.</summary>
    public int NotAsked { get; private set; }

    /// <summary>The visits, made when they are first asked for.</summary>
    public Task<ServerVisit[]> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _visits ??= VisitAllAsync(cancellationToken);
        }
    }

    /// <summary>The library's own settings for requests to servers.</summary>
    internal static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = Limit,
        MaxResponseHeadersLength = 32,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
        UseCookies = false,
    };

    private async Task<ServerVisit[]> VisitAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenEntry> entries = await store.EntriesAsync(cancellationToken);
        IReadOnlyList<VisitTarget> targets = VisitTarget.Of(entries, asked, registry);
        NotAsked = Math.Max(0, targets.Count - Most);
        return await Task.WhenAll(targets.Take(Most).Select(target => VisitAsync(target, cancellationToken)));
    }

    private async Task<ServerVisit> VisitAsync(VisitTarget target, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(Limit, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using DateRecorder recorder = new(createHandler(), clock);
        using BackchannelClient http = new(recorder, disposeHandler: false, clock);
        try
        {
            return new ServerVisit(target, await AskAsync(http, target, either.Token), recorder.Skew);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServerVisit(
                target,
                new OAuthError
                {
                    Code = ErrorCodes.ServerTimeout,
                    Description = $"{target.Name} did not answer within {Limit.TotalSeconds:0} seconds.",
                    Remedy = "Check the network, a proxy or a firewall between this machine and the server, then try again.",
                },
                recorder.Skew);
        }
    }

    private static async Task<OAuthError?> AskAsync(BackchannelClient http, VisitTarget target, CancellationToken cancellationToken)
    {
        if (target.Server is { } server)
        {
            return (await new MetadataClient(http).ResolveAsync(server, cancellationToken)).TryGet(out _, out OAuthError? error) ? null : error;
        }

        if (!EndpointRule.TryParse(target.Endpoint!, out Uri? endpoint, out string? problem))
        {
            return new OAuthError { Code = "endpoint_invalid", Description = $"The address of the server {problem}.", Remedy = "Sign in again with the right one." };
        }

        // Nothing is asked for but an answer: 400 and 405 are as good as any.
        return (await http.GetAsync(endpoint, cancellationToken)).TryGet(out BackchannelResponse? response, out OAuthError? failure)
            ? response.StatusCode >= 500 ? MetadataErrors.ServerTrouble(endpoint, response.StatusCode) : null
            : failure;
    }
}
