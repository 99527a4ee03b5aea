using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance.Flow;
using LoopbackOAuth.Testing.Conformance.Scripts;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance;

/// <summary>
/// Holds an <see cref="ICallbackTransport"/> to what the library promises of a transport. Each script starts a live
/// sign-in over the transport, does to it what browsers, scanners and attackers do, checks the answer, and then lets the
/// genuine callback come: the sign-in must succeed with exactly one token request and close its port.
/// </summary>
/// <remarks>
/// <para>It belongs to no test framework. With xunit:</para>
/// <code>
/// public static TheoryData&lt;string&gt; Scripts => [.. CallbackTransportConformance.Scripts.Select(script => script.Id)];
///
/// [Theory, MemberData(nameof(Scripts))]
/// public async Task The_transport_conforms(string id)
/// {
///     ConformanceOptions options = new() { CreateWithClock = clock => new MyTransport(clock) };
///     ConformanceResult result = await CallbackTransportConformance.RunAsync(() => new MyTransport(), CallbackTransportConformance.Script(id), options);
///     Assert.False(result.HasFailed, result.ToString());
/// }
/// </code>
/// <para>Scripts are independent of each other and may run side by side. They use the loopback interface and nothing else.</para>
/// </remarks>
public static class CallbackTransportConformance
{
    /// <summary>Every script, in order.</summary>
    public static IReadOnlyList<ConformanceScript> Scripts { get; } = ScriptList.Create();

    /// <summary>Finds a script.</summary>
    /// <param name="id">Its <see cref="ConformanceScript.Id"/>.</param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentException">There is no script of that id.</exception>
    public static ConformanceScript Script(string id) =>
        Scripts.FirstOrDefault(script => script.Id == id) ?? throw new ArgumentException($"There is no script '{id}'.", nameof(id));

    /// <summary>Runs one script.</summary>
    /// <param name="create">Creates the transport; called at least once, and every time for a new one.</param>
    /// <param name="script">The script, one of <see cref="Scripts"/>.</param>
    /// <param name="options">What there is to know about the transport, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The result. Whatever the transport does is a result; it is not thrown.</returns>
    /// <exception cref="ArgumentException">An option is not legal: <see cref="ConformanceOptions.Exempt"/> names an id that does not exist or gives no reason, or the path of <see cref="ConformanceOptions.Redirect"/> does not begin with a letter or has a query.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ConformanceOptions.Patience"/> is not more than zero.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<ConformanceResult> RunAsync(
        Func<ICallbackTransport> create,
        ConformanceScript script,
        ConformanceOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(script);
        options ??= new ConformanceOptions();
        Check(options);
        if (ReasonAgainst(script, options) is { } reason)
        {
            return new ConformanceResult(script, ConformanceStatus.NotApplicable, reason);
        }

        try
        {
            await script.Run(new ConformanceRun(create, options, cancellationToken)).ConfigureAwait(false);
            return new ConformanceResult(script, ConformanceStatus.Passed, "");
        }
        catch (NotApplicableException exception)
        {
            return new ConformanceResult(script, ConformanceStatus.NotApplicable, exception.Message);
        }
        catch (NonConformanceException exception)
        {
            return new ConformanceResult(script, ConformanceStatus.Failed, exception.Message);
        }
#pragma warning disable CA1031 // A transport may throw anything; it is the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new ConformanceResult(script, ConformanceStatus.Failed, $"{exception.GetType().Name} came out: {exception.Message}");
        }
    }

    /// <summary>Runs every script, one after the other.</summary>
    /// <param name="create">Creates the transport; called at least once a script.</param>
    /// <param name="options">What there is to know about the transport, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The results, in the order of <see cref="Scripts"/>.</returns>
    /// <exception cref="ArgumentException">An option is not legal, as for <see cref="RunAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<IReadOnlyList<ConformanceResult>> RunAllAsync(
        Func<ICallbackTransport> create,
        ConformanceOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var results = new List<ConformanceResult>(Scripts.Count);
        foreach (ConformanceScript script in Scripts)
        {
            results.Add(await RunAsync(create, script, options, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private static void Check(ConformanceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Patience, TimeSpan.Zero, nameof(options));
        if (options.Redirect.Path is not [_, (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..] || options.Redirect.Path.Contains('?', StringComparison.Ordinal))
        {
            throw new ArgumentException("The scripts need a redirect path that begins with a letter and has no query.", nameof(options));
        }

        foreach ((string id, string reason) in options.Exempt)
        {
            _ = Script(id);
            ArgumentException.ThrowIfNullOrWhiteSpace(reason, nameof(options));
        }
    }

    private static string? ReasonAgainst(ConformanceScript script, ConformanceOptions options) =>
        options.Exempt.TryGetValue(script.Id, out string? reason) ? reason
        : Has(script, ConformanceNeeds.Http) && options.Deliver is not null ? "The transport opens no HTTP listener."
        : Has(script, ConformanceNeeds.Clock) && options.CreateWithClock is null ? "The transport takes no clock (CreateWithClock is not set)."
        : Has(script, ConformanceNeeds.FormPost) && !options.SupportsFormPost ? "The transport takes no form posts."
        : Has(script, ConformanceNeeds.CrossOrigin) && !options.SupportsCrossOriginFetch ? "The transport takes no response from scripts of other origins."
        : Has(script, ConformanceNeeds.AnyPort) && options.Redirect.Port.Kind is not PortPolicyKind.Ephemeral ? "The redirect rule names the port."
        : null;

    private static bool Has(ConformanceScript script, ConformanceNeeds needs) => script.Needs.HasFlag(needs);
}
