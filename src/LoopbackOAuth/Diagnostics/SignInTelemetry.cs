namespace LoopbackOAuth.Diagnostics;

/// <summary>What is reported of one sign-in, or of one browser leg: an activity around its steps, and how it ended. Where nobody can listen there is none.</summary>
internal sealed class SignInTelemetry : IDisposable
{
    private readonly TelemetrySpan? _span;
    private readonly string _flow;
    private string _outcome = TelemetryValues.Interrupted;
    private string? _error = TelemetryValues.Interrupted;

    private SignInTelemetry(string activity, string flow, string provider)
    {
        _flow = flow;
        _span = TelemetrySpan.Start(activity);
        _span?.Tag(LoopbackOAuthTelemetry.ProviderTag, TelemetryValues.Provider(provider));
        TelemetryMeter.ActiveSignIns.Add(1);
    }

    public static SignInTelemetry? OfSignIn(string provider) =>
        TelemetryGate.IsOpen ? new SignInTelemetry(LoopbackOAuthTelemetry.SignInActivity, "sign_in", provider) : null;

    public static SignInTelemetry? OfBrowserLeg() =>
        TelemetryGate.IsOpen ? new SignInTelemetry(LoopbackOAuthTelemetry.BrowserLegActivity, "browser_leg", TelemetryValues.Custom) : null;

    /// <summary>Says where the process runs.</summary>
    public void RunsIn(string environment) => _span?.Tag(LoopbackOAuthTelemetry.EnvironmentTag, TelemetryValues.Environment(environment));

    /// <summary>It did what it was to do.</summary>
    public void Succeeded(string kind)
    {
        _outcome = TelemetryValues.SignInOutcome(kind);
        _error = null;
        _span?.Succeed();
    }

    /// <summary>It did not.</summary>
    public void Failed(string kind, string code, int? httpStatus)
    {
        _outcome = TelemetryValues.SignInOutcome(kind);
        _error = TelemetryValues.Error(code);
        _span?.Fail(code, httpStatus);
    }

    /// <summary>Reports the end.</summary>
    public void Dispose()
    {
        _span?.Tag(LoopbackOAuthTelemetry.OutcomeTag, _outcome);
        _span?.Dispose();
        TelemetryMeter.ActiveSignIns.Add(-1);
        TelemetryMeter.SignIns.Add(1, Tags());
    }

    // Not the provider: with the codes that would be more combinations than a metric is to have.
    private System.Diagnostics.TagList Tags()
    {
        System.Diagnostics.TagList tags = new()
        {
            { LoopbackOAuthTelemetry.FlowTag, _flow },
            { LoopbackOAuthTelemetry.OutcomeTag, _outcome },
        };
        if (_error is not null)
        {
            tags.Add(LoopbackOAuthTelemetry.ErrorTypeTag, _error);
        }

        return tags;
    }
}
