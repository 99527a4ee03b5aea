namespace LoopbackOAuth.Planning;

/// <summary>What the caller decided, which wins over anything detected.</summary>
public sealed record SignInPlanOptions
{
    /// <summary>Do not open a browser; print the URL and wait.</summary>
    public bool NoBrowser { get; init; }

    /// <summary>Open no listener; the user pastes the address.</summary>
    public bool ManualPaste { get; init; }

    /// <summary>Whether the presenter can ask the user for a paste (a terminal, or a host application's own input).</summary>
    public bool CanReadPaste { get; init; }
}
