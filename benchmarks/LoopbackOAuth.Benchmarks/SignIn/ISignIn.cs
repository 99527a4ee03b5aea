namespace LoopbackOAuth.Benchmarks.SignIn;

/// <summary>A client that signs in, once for each call.</summary>
internal interface ISignIn : IDisposable
{
    /// <summary>Signs in and returns the access token.</summary>
    Task<string> RunAsync();
}
