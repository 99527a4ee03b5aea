namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A run of ssh.</summary>
internal interface ISshProcess : IAsyncDisposable
{
    /// <summary>The exit code, when it has ended and all of its words were told.</summary>
    Task<int> Exited { get; }
}
