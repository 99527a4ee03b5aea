namespace LoopbackOAuth.Tokens;

/// <summary>One walk to the store and, when needed, to the server, for whoever waits for it.</summary>
/// <param name="Demand">What was demanded when it began.</param>
/// <param name="Task">Its end.</param>
internal sealed record Flight(AccessTokenDemand Demand, Task<AccessTokenResult> Task);
